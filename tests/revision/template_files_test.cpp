#include "revision/template_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/problem_lines.hpp"

namespace migrate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

TEST(ProjectTemplates, AreGenericAndPostgresql) {
  std::vector<std::string> names;
  for (const ProjectTemplate& one : project_templates()) names.emplace_back(one.name);
  EXPECT_THAT(names, ElementsAre("generic", "postgresql"));
}

TEST(ProjectTemplates, HaveASentenceEach) {
  for (const ProjectTemplate& one : project_templates())
    EXPECT_TRUE(one.description.ends_with('.'));
}

TEST(ProjectTemplates, HaveSettingsAndARevisionTemplateEach) {
  for (const ProjectTemplate& one : project_templates()) {
    std::vector<std::string> names;
    for (const TemplateFile& file : one.files) names.emplace_back(file.name);
    EXPECT_THAT(names, IsSupersetOf({"migrate.ini", "revision.sql.mustache"}));
  }
}

TEST(RenderTemplate, EscapesNothing) {
  EXPECT_EQ(render_template("{{a}}{{{a}}}{{&a}}", {{"a", "<'&\">"}}, "x"), "<'&\"><'&\"><'&\">");
}

TEST(RenderTemplate, TakesAnEmptyValueForFalse) {
  EXPECT_EQ(render_template("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", ""}}, "x"), "no");
}

TEST(RenderTemplate, DoesNotRenderValues) {
  EXPECT_EQ(render_template("{{a}}", {{"a", "{{b}}"}, {"b", "c"}}, "x"), "{{b}}");
}

class MalformedTemplate : public testing::TestWithParam<const char*> {};

TEST_P(MalformedTemplate, IsNamed) {
  EXPECT_THAT(problems_of([] { return render_template(GetParam(), {}, "our.mustache"); }),
              ElementsAre(StartsWith("the template our.mustache is malformed")));
}

INSTANTIATE_TEST_SUITE_P(RenderTemplate, MalformedTemplate,
                         testing::Values("{{a", "{{#a}}", "{{/a}}", "{{", "{{=}}"));

}  // namespace
}  // namespace migrate
