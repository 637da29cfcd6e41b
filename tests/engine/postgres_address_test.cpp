#include "engine/postgres/postgres_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/conformance.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string redacted(const std::string& address, const std::string& message) {
  return PostgresAddress(address).without_passwords(message);
}

TEST(PostgresAddress, HidesThePasswordOfAUri) {
  EXPECT_EQ(redacted("postgresql://bob:s3cret@h/d", "at postgresql://bob:s3cret@h/d"),
            "at postgresql://bob:***@h/d");
}

TEST(PostgresAddress, HidesAPercentEncodedPasswordInBothSpellings) {
  EXPECT_EQ(redacted("postgresql://bob:s%40cret@h/d", "s%40cret or s@cret"), "*** or ***");
}

TEST(PostgresAddress, HidesThePasswordsOfTheQuery) {
  EXPECT_EQ(redacted("postgresql://h/d?password=s3cret&sslpassword=%61key", "s3cret akey %61key"),
            "*** *** ***");
}

TEST(PostgresAddress, HidesThePasswordOfAListOfKeys) {
  EXPECT_EQ(redacted("host=h password='s3 cret' user=bob", "s3 cret"), "***");
}

TEST(PostgresAddress, HidesWhatFollowsAnUnencodedAtSign) {
  EXPECT_THAT(redacted("postgresql://bob:first@second@h/d", "no host \"second@h\""),
              Not(HasSubstr("second")));
}

TEST(PostgresAddress, HidesAPasswordMoreThanOnce) {
  EXPECT_EQ(redacted("postgresql://bob:s3cret@h/d", "s3crets3cret"), "******");
}

TEST(PostgresAddress, AnAddressThatLibpqCannotReadIsAFaultOfTheSettings) {
  EXPECT_EQ(thrown_by([] { PostgresAddress("postgresql://h/d?nonsense=1"); }).fault(),
            Fault::config);
}

TEST(PostgresAddress, NamesAnOptionThatDoesNotExist) {
  EXPECT_THAT(thrown_by([] { PostgresAddress("postgresql://h/d?nonsense=1"); }).what(),
              HasSubstr("nonsense"));
}

class BadAddress : public ::testing::TestWithParam<const char*> {};

TEST_P(BadAddress, NeverShowsItsPassword) {
  const Error error = thrown_by([] { PostgresAddress address(GetParam()); });
  EXPECT_THAT(error.what() + error.hint(), Not(HasSubstr("s3cret")));
}

INSTANTIATE_TEST_SUITE_P(Addresses, BadAddress,
                         ::testing::Values("postgresql://bob:s3cret%zz@h/d",
                                           "postgresql://bob:%00s3cret@h/d",
                                           "postgresql://bob:s3cret@[::1/d",
                                           "postgresql://bob:s3cret@[::1]x/d",
                                           "postgresql://h/d?password=s3cret=", "password='s3cret",
                                           "passwort=s3cret", "s3cret"));

}  // namespace
}  // namespace migrate
