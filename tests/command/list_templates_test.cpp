#include "command/list_templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"

namespace migrate {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;

TEST(ListTemplates, ShowsTheOneThatInitTakesUnasked) {
  RecordedOutput output;
  run_list_templates({}, output);

  EXPECT_THAT(output.template_views, Contains(Field(&TemplateView::name, "generic")));
}

TEST(ListTemplates, SaysWhatEachIsFor) {
  RecordedOutput output;
  run_list_templates({}, output);

  EXPECT_THAT(output.template_views, Not(Contains(Field(&TemplateView::description, IsEmpty()))));
}

}  // namespace
}  // namespace migrate
