#include "cli/json_output.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "base/list_text.hpp"

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

Json json_of_unknown(const RevisionView& view) {
  Json json{{"revision", view.id}, {"known", false}, {"current", true}};
  if (!view.message.empty()) json["message"] = view.message;
  if (!view.file.empty()) json["file"] = view.file;
  if (!view.applied.empty()) json["applied"] = view.applied;
  return json;
}

Json json_of(const RevisionView& view) {
  if (!view.known) return json_of_unknown(view);
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

/// Texts that are empty when they are not known are null.
Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json json_of(const HistoryRow& row) {
  Json json{{"id", row.id},
            {"kind", row.kind},
            {"result", row.result},
            {"revision", row.revision},
            {"parents", split_list(row.parents)},
            {"message", row.message},
            {"started_at", row.started_at},
            {"finished_at", text_or_null(row.finished_at)},
            {"milliseconds", row.finished_at.empty() ? Json() : Json(row.elapsed_ms)},
            {"user", text_or_null(row.user)},
            {"host", text_or_null(row.host)},
            {"tool", text_or_null(row.tool)},
            {"file", text_or_null(row.file)},
            {"checksum", text_or_null(row.checksum)},
            {"error", text_or_null(row.error)}};
  if (row.result == "running") {
    json["statements_done"] = row.statements_done;
    json["statement_running"] = row.statement_running ? Json(*row.statement_running) : Json();
  }
  return json;
}

std::string_view key_of(FileChange change) {
  switch (change) {
    case FileChange::upgrade:
      return "upgrade";
    case FileChange::downgrade:
      return "downgrade";
    case FileChange::parents:
      return "down_revision";
    case FileChange::dependencies:
      return "depends_on";
    case FileChange::upgrade_options:
      return "upgrade_options";
    case FileChange::downgrade_options:
      return "downgrade_options";
  }
  return {};
}

Json json_of(const ChangedFile& file) {
  Json json{{"revision", file.revision}, {"file", file.where.file}};
  if (file.where.line > 0) json["line"] = file.where.line;
  json["cosmetic"] = file.is_cosmetic();
  json["changes"] = Json::array();
  for (const FileChange change : file.changes) json["changes"].push_back(key_of(change));
  if (!file.incomparable.empty()) json["incomparable"] = file.incomparable;
  json["applied"] = file.when_and_who;
  json["diff"] = file.diff;
  return json;
}

std::string_view name_of(Finding::Grade grade) {
  switch (grade) {
    case Finding::Grade::ok:
      return "ok";
    case Finding::Grade::warning:
      return "warning";
    case Finding::Grade::failure:
      return "failure";
  }
  return {};
}

Json json_of(const Finding& finding) {
  Json json{
      {"subject", finding.subject}, {"grade", name_of(finding.grade)}, {"text", finding.text}};
  if (!finding.hint.empty()) json["hint"] = finding.hint;
  return json;
}

}  // namespace

struct JsonOutput::Document {
  Json json = Json::object();
};

JsonOutput::JsonOutput(std::ostream& data, std::ostream& messages, Verbosity verbosity,
                       const ProgressSettings& progress)
    : data_(data),
      terminal_(data, messages, verbosity, {}, progress),
      document_(std::make_unique<Document>()) {}

JsonOutput::~JsonOutput() = default;

void JsonOutput::waiting_for_lock(const LockWait& wait) { terminal_.waiting_for_lock(wait); }

void JsonOutput::statement_waits(const StatementWait& wait) { terminal_.statement_waits(wait); }

void JsonOutput::statement_runs(const StatementRun& run) { terminal_.statement_runs(run); }

void JsonOutput::retrying(const Retry& retry) { terminal_.retrying(retry); }

void JsonOutput::resuming(const Resume& resume) { terminal_.resuming(resume); }

void JsonOutput::notice(std::string_view text) { terminal_.notice(text); }

void JsonOutput::listing(const Listing& listing) {
  Json revisions = Json::array();
  for (std::size_t i = 0; i < listing.size(); ++i) revisions.push_back(json_of(listing.view(i)));
  document_->json["revisions"] = std::move(revisions);
}

void JsonOutput::report(const Report& report) { document_->json.update(json_of(report)); }

void JsonOutput::status(const Status& status) {
  Json revisions = Json::array();
  for (const Status::Line& line : status.revisions) {
    revisions.push_back(
        {{"revision", line.id}, {"message", line.message}, {"state", name_of(line.state)}});
    if (!line.applied.empty()) revisions.back()["applied"] = line.applied;
  }
  Json changed = Json::array();
  for (const Status::Changed& file : status.changed) {
    changed.push_back(
        {{"revision", file.id}, {"file", file.where.file}, {"line", file.where.line}});
  }
  document_->json = {{"database", status.database},
                     {"current", status.current},
                     {"heads", status.heads},
                     {"revisions", std::move(revisions)},
                     {"half_done", status.half_done},
                     {"changed", std::move(changed)},
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

void JsonOutput::tables_made(const MadeTables& made) {
  document_->json = {{"version_table", made.version_table},
                     {"created", made.version_table_made},
                     {"history_table", text_or_null(made.history_table)},
                     {"history_created", made.history_table_made},
                     {"database", made.database}};
}

void JsonOutput::log(const HistoryLog& log) {
  Json rows = Json::array();
  for (const HistoryRow& row : log.rows) rows.push_back(json_of(row));
  document_->json = {{"database", log.database},
                     {"history_table", text_or_null(log.table)},
                     {"exists", log.state == HistoryState::kept},
                     {"steps", std::move(rows)},
                     {"more", log.has_more}};
}

void JsonOutput::verified(const Verification& found) {
  Json changed = Json::array();
  for (const ChangedFile& file : found.changed) changed.push_back(json_of(file));
  Json broken = Json::array();
  for (const Error& error : found.broken) broken.push_back(json_of(error));
  document_->json = {{"database", found.database},
                     {"history_table", text_or_null(found.history_table)},
                     {"exists", found.history == HistoryState::kept},
                     {"clean", found.is_clean()},
                     {"unchanged", found.unchanged},
                     {"changed", std::move(changed)},
                     {"problems", std::move(broken)},
                     {"remarks", found.remarks},
                     {"not_recorded", found.not_recorded}};
}

void JsonOutput::repaired(std::span<const Repaired> repaired, const std::string& database) {
  Json list = Json::array();
  for (const Repaired& one : repaired) {
    list.push_back({{"revision", one.revision}, {"done", one.what}, {"next", one.next}});
  }
  document_->json = {{"database", database}, {"repaired", std::move(list)}};
}

void JsonOutput::stored_steps(std::span<const StoredStep> steps) {
  Json list = Json::array();
  for (const StoredStep& step : steps) {
    list.push_back({{"revision", step.revision},
                    {"message", step.message},
                    {"file", step.file},
                    {"sql", step.sql}});
  }
  document_->json["stored_steps"] = std::move(list);
}

void JsonOutput::lock_state(const LockState& state) {
  document_->json = {{"database", state.database},
                     {"version_table", state.table},
                     {"held", state.holder.has_value()}};
  if (!state.holder) return;
  const LockHolder& holder = *state.holder;
  document_->json["holder"] = {
      {"process", text_or_null(holder.process)}, {"host", text_or_null(holder.host)},
      {"user", text_or_null(holder.user)},       {"application", text_or_null(holder.application)},
      {"since", text_or_null(holder.since)},     {"orphan", text_or_null(holder.orphan)}};
}

void JsonOutput::examined(const Examination& found) {
  Json findings = Json::array();
  for (const Finding& finding : found.findings) findings.push_back(json_of(finding));
  document_->json = {{"database", text_or_null(found.database)},
                     {"sound", found.count(Finding::Grade::failure) == 0},
                     {"findings", std::move(findings)}};
}

void JsonOutput::database_is_up(const std::string& database, std::chrono::milliseconds waited) {
  document_->json = {{"database", database}, {"milliseconds", milliseconds_of(waited)}};
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
