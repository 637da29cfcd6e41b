#include <gtest/gtest.h>

#include <string>

#include "config/database_url.hpp"

namespace migrate {
namespace {

struct Case {
  const char* text;
  const char* shown;
};

class Redaction : public testing::TestWithParam<Case> {};

TEST_P(Redaction, ShowsThePasswordAsStars) {
  EXPECT_EQ(with_password_redacted(GetParam().text), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    OfAUrl, Redaction,
    testing::Values(Case{"postgresql://u:p@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:@o?z=p@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p:q@h:1/db", "postgresql://u:***@h:1/db"},
                    Case{"postgresql://:p@h/db", "postgresql://:***@h/db"},
                    Case{"postgresql://u:p@q@r@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p/q@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p?q@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p q@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p\"q@h/db", "postgresql://u:***@h/db"},
                    Case{"postgresql://u:p@h/db?user=a@b", "postgresql://u:***@h/db?user=a@b"},
                    Case{"postgresql://u:p@h/db?password=q&user=a",
                         "postgresql://u:***@h/db?password=***&user=a"},
                    Case{"postgresql://u:secret", "postgresql://u:***"},
                    Case{"postgresql://h:1,[::1]:2,u:secret/db", "postgresql://h:1,[::1]:2,u:***"},
                    Case{"mysql://u:p@h/db", "mysql://u:***@h/db"},
                    Case{"postgresql:///db?PASSWORD=p", "postgresql:///db?PASSWORD=***"}));

INSTANTIATE_TEST_SUITE_P(
    OfAText, Redaction,
    testing::Values(Case{"could not parse \"postgresql://u:p@h/db\"",
                         "could not parse \"postgresql://u:***@h/db\""},
                    Case{"URI \"postgresql://h/d?password=p\" is bad",
                         "URI \"postgresql://h/d?password=***\" is bad"},
                    Case{"postgresql://u:p@h/a and postgresql://v:q@i/b",
                         "postgresql://u:***@h/a and postgresql://v:***@i/b"},
                    Case{"a\npostgresql://u:p@h/a\nb@c\n", "a\npostgresql://u:***@h/a\nb@c\n"},
                    Case{"host=h password=p dbname=d", "host=h password=*** dbname=d"},
                    Case{"host=h password='p q' dbname=d", "host=h password=*** dbname=d"},
                    Case{"?password=p\nnext line", "?password=***\nnext line"}));

class Unchanged : public testing::TestWithParam<const char*> {};

TEST_P(Unchanged, WhenThereIsNoPassword) {
  EXPECT_EQ(with_password_redacted(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Redaction, Unchanged,
                         testing::Values("", "plain text", "postgresql://h:5432/db: refused",
                                         "postgresql://me@h:5432/db",
                                         "postgresql://me@h:5432/db ; ask admin@corp",
                                         "postgresql://h1:1,h2:2/db", "postgresql://[::1]:5432/db",
                                         "postgresql://me@[::1]:5432/db", "sqlite:///a:b@c.db",
                                         "sqlite:////srv/x/a.db", "see https://example.com: more",
                                         "column \"password\" of relation", "passwordless=1",
                                         "password", "\n\n", "://", "a://b://c://"));

TEST(Redaction, IsTheSameWhenDoneTwice) {
  for (const char* text :
       {"postgresql://u:p@h/db?password=q", "postgresql://u:secret/x", "a=b password=c d"}) {
    const std::string once = with_password_redacted(text);
    EXPECT_EQ(with_password_redacted(once), once);
  }
}

TEST(Redaction, IsLinearInWhatItReads) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += " a://b=c?";

  EXPECT_EQ(with_password_redacted(text), text);
}

}  // namespace
}  // namespace migrate
