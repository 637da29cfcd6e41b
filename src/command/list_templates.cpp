#include "command/list_templates.hpp"

#include "revision/template_files.hpp"

namespace migrate {

void run_list_templates(const ListTemplatesArgs& /*args*/, Output& output) {
  std::vector<TemplateView> views;
  for (const ProjectTemplate& known : project_templates()) {
    views.push_back({std::string(known.name), std::string(known.description)});
  }
  output.templates(views);
}

}  // namespace migrate
