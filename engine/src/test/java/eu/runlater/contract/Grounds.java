package eu.runlater.contract;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestPeople;

/// Where organizations and people come from.
record Grounds(TestAccounts accounts, TestPeople people) {}
