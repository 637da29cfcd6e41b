#include "cli/json_output.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

namespace migrate {
namespace {

using Json = nlohmann::ordered_json;

double milliseconds_of(std::chrono::microseconds elapsed) {
  return static_cast<double>(elapsed.count()) / 1000.0;
}

std::string_view name_of(Direction direction) {
  switch (direction) {
    case Direction::upgrade:
      return "upgrade";
    case Direction::downgrade:
      return "downgrade";
    case Direction::stamp:
      return "stamp";
  }
  return {};
}

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::usage:
      return "usage";
    case Fault::config:
      return "config";
    case Fault::revision:
      return "revision";
    case Fault::file:
      return "file";
    case Fault::database:
      return "database";
    case Fault::not_current:
      return "not_current";
    case Fault::locked:
      return "locked";
    case Fault::verification:
      return "verification";
    case Fault::cancelled:
      return "cancelled";
  }
  return {};
}

std::string_view name_of(Status::Line::State state) {
  switch (state) {
    case Status::Line::State::applied:
      return "applied";
    case Status::Line::State::pending:
      return "pending";
    case Status::Line::State::unknown:
      return "unknown";
  }
  return {};
}

Json json_of(const Step& step) {
  return {{"direction", name_of(step.direction)},
          {"revision", step.revision},
          {"from", step.from},
          {"to", step.to},
          {"message", step.message},
          {"milliseconds", milliseconds_of(step.elapsed)}};
}

Json json_of(const Report& report) {
  Json done = Json::array();
  for (const Step& step : report.done) done.push_back(json_of(step));
  return {{"database", report.database}, {"before", report.before},
          {"after", report.after},       {"planned", report.planned.size()},
          {"steps", std::move(done)},    {"milliseconds", milliseconds_of(report.elapsed)}};
}

Json json_of(const RevisionView& view) {
  if (!view.known) return {{"revision", view.id}, {"known", false}, {"current", true}};
  Json json{{"revision", view.id},
            {"known", true},
            {"down_revision", view.parents},
            {"depends_on", view.depends_on},
            {"branch_labels", view.labels},
            {"message", view.message},
            {"create_date", view.create_date},
            {"file", view.file},
            {"head", view.is_head},
            {"branch_point", view.is_branch_point},
            {"merge_point", view.is_merge_point}};
  if (view.is_current) json["current"] = *view.is_current;
  return json;
}

Json json_of(const Error& error) {
  Json json{{"fault", name_of(error.fault())}, {"message", error.what()}};
  if (const Location* where = error.where()) {
    json["file"] = where->file;
    if (where->line > 0) json["line"] = where->line;
    if (where->column > 0) json["column"] = where->column;
  }
  if (!error.code().empty()) json["code"] = error.code();
  if (!error.hint().empty()) json["hint"] = error.hint();
  if (!error.notes().empty()) json["notes"] = error.notes();
  for (const Error& problem : error.problems()) json["problems"].push_back(json_of(problem));
  return json;
}

}  // namespace

struct JsonOutput::Document {
  Json json = Json::object();
};

JsonOutput::JsonOutput(std::ostream& data, std::ostream& messages, Verbosity verbosity)
    : data_(data),
      terminal_(data, messages, verbosity, {}),
      document_(std::make_unique<Document>()) {}

JsonOutput::~JsonOutput() = default;

void JsonOutput::waiting_for_lock(std::chrono::milliseconds waited,
                                  std::chrono::milliseconds limit) {
  terminal_.waiting_for_lock(waited, limit);
}

void JsonOutput::notice(std::string_view text) { terminal_.notice(text); }

void JsonOutput::listing(const Listing& listing) {
  Json revisions = Json::array();
  for (std::size_t i = 0; i < listing.size(); ++i) revisions.push_back(json_of(listing.view(i)));
  document_->json["revisions"] = std::move(revisions);
}

void JsonOutput::report(const Report& report) { document_->json = json_of(report); }

void JsonOutput::status(const Status& status) {
  Json revisions = Json::array();
  for (const Status::Line& line : status.revisions) {
    revisions.push_back(
        {{"revision", line.id}, {"message", line.message}, {"state", name_of(line.state)}});
  }
  document_->json = {{"database", status.database},
                     {"current", status.current},
                     {"heads", status.heads},
                     {"revisions", std::move(revisions)},
                     {"next", status.next}};
}

void JsonOutput::checked(const Checked& checked) {
  document_->json = {{"revisions", checked.revisions}, {"heads", checked.heads}};
}

void JsonOutput::written(const Written& written) {
  Json paths = Json::array();
  for (const std::filesystem::path& path : written.paths) paths.push_back(path.string());
  document_->json["paths"] = std::move(paths);
  if (!written.revision.empty()) document_->json["revision"] = written.revision;
}

void JsonOutput::templates(std::span<const TemplateView> templates) {
  Json list = Json::array();
  for (const TemplateView& known : templates) {
    list.push_back({{"name", known.name}, {"description", known.description}});
  }
  document_->json["templates"] = std::move(list);
}

void JsonOutput::version_table(const std::string& table, bool created,
                               const std::string& database) {
  document_->json = {{"version_table", table}, {"created", created}, {"database", database}};
}

void JsonOutput::failed(const Error& error, int exit_code) {
  if (const auto* partial = dynamic_cast<const PartialFailure*>(&error)) {
    document_->json["report"] = json_of(partial->report());
  }
  document_->json["error"] = json_of(error);
  document_->json["exit_code"] = exit_code;
  finished();
}

void JsonOutput::finished() {
  // What comes from file names or a database may not be UTF-8: shown with replacement characters.
  data_ << document_->json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n"
        << std::flush;
}

}  // namespace migrate
