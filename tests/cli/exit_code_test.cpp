#include "cli/exit_code.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace migrate {
namespace {

TEST(ExitCode, IsOneForTheDatabase) { EXPECT_EQ(exit_code_of(Fault::database, 0), 1); }

TEST(ExitCode, IsTwoForWhatWasNeverAttempted) {
  EXPECT_EQ(exit_code_of(Fault::usage, 0), 2);
  EXPECT_EQ(exit_code_of(Fault::config, 0), 2);
  EXPECT_EQ(exit_code_of(Fault::revision, 0), 2);
  EXPECT_EQ(exit_code_of(Fault::file, 0), 2);
}

TEST(ExitCode, IsThreeForADatabaseThatIsNotUpToDate) {
  EXPECT_EQ(exit_code_of(Fault::not_current, 0), 3);
}

TEST(ExitCode, IsFourForALockThatWasHeldTooLong) { EXPECT_EQ(exit_code_of(Fault::locked, 0), 4); }

TEST(ExitCode, IsFiveForAFailedVerification) { EXPECT_EQ(exit_code_of(Fault::verification, 0), 5); }

TEST(ExitCode, NamesTheSignalThatStoppedTheProgram) {
  EXPECT_EQ(exit_code_of(Fault::cancelled, SIGINT), 130);
  EXPECT_EQ(exit_code_of(Fault::cancelled, SIGTERM), 143);
}

TEST(ExitCode, TakesAStopWithoutASignalForAnInterrupt) {
  EXPECT_EQ(exit_code_of(Fault::cancelled, 0), 130);
}

TEST(ExitCode, IsThatOfTheFaultAlsoAfterASignal) {
  EXPECT_EQ(exit_code_of(Fault::database, SIGTERM), 1);
}

}  // namespace
}  // namespace migrate
