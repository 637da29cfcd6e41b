#include "cli/json_output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include <nlohmann/json.hpp>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

/// What is shown is kept, and read back as the one document that it must be.
class JsonOutputTest : public testing::Test {
 protected:
  std::ostringstream data;
  std::ostringstream messages;
  JsonOutput output{data, messages, Verbosity::normal};

  Json document() {
    output.finished();
    return Json::parse(data.str());
  }

  Json failure(const Error& error, int exit_code) {
    output.failed(error, exit_code);
    return Json::parse(data.str());
  }

  static Report report() {
    Report report;
    report.planned.resize(2);
    report.done = {
        {Direction::upgrade, "b", {"a"}, {"b"}, "Add b", std::chrono::microseconds(1500)}};
    report.before = {"a"};
    report.after = {"b"};
    report.database = "sqlite:///app.db";
    report.elapsed = 2ms;
    return report;
  }
};

TEST_F(JsonOutputTest, IsAnEmptyObjectWhereNothingWasShown) {
  EXPECT_EQ(document(), Json::object());
}

TEST_F(JsonOutputTest, EndsWithALineEnd) {
  (void)document();

  EXPECT_EQ(data.str(), "{}\n");
}

TEST_F(JsonOutputTest, ShowsAReport) {
  output.report(report());

  EXPECT_EQ(document(), Json::parse(R"({
    "database": "sqlite:///app.db", "before": ["a"], "after": ["b"], "planned": 2,
    "steps": [{"direction": "upgrade", "revision": "b", "from": ["a"], "to": ["b"],
               "message": "Add b", "milliseconds": 1.5}],
    "milliseconds": 2.0})"));
}

TEST_F(JsonOutputTest, ShowsAReportWithoutStepsWithAnEmptyList) {
  output.report({});

  EXPECT_EQ(document()["steps"], Json::array());
}

TEST_F(JsonOutputTest, NamesEveryDirection) {
  Report all;
  for (const Direction direction : {Direction::upgrade, Direction::downgrade, Direction::stamp}) {
    all.done.push_back({direction, {}, {}, {}, {}, {}});
  }
  output.report(all);
  const Json steps = document()["steps"];

  EXPECT_EQ(steps[0]["direction"], "upgrade");
  EXPECT_EQ(steps[1]["direction"], "downgrade");
  EXPECT_EQ(steps[2]["direction"], "stamp");
}

TEST_F(JsonOutputTest, ShowsRevisions) {
  const RevisionGraph graph = graph_of("a [left]; d; b <- a (d)");
  output.listing(Listing(graph, {*graph.find("b")}, Listing::Form::revisions, Detail::one_line));

  EXPECT_EQ(document(), Json::parse(R"({"revisions": [{
    "revision": "b", "known": true, "down_revision": ["a"], "depends_on": ["d"],
    "branch_labels": ["left"], "message": "add b", "create_date": "", "file": "b.sql",
    "head": true, "branch_point": false, "merge_point": false}]})"));
}

TEST_F(JsonOutputTest, SaysWhatIsCurrentWhereTheDatabaseWasAsked) {
  const RevisionGraph graph = graph_of("a");
  output.listing(Listing(graph, {0}, Listing::Form::revisions, Detail::one_line, {},
                         std::vector<RevisionId>{}));

  EXPECT_EQ(document()["revisions"][0]["current"], false);
}

TEST_F(JsonOutputTest, ShowsAnUnknownRow) {
  const RevisionGraph graph = graph_of("a");
  Listing listing(graph, {}, Listing::Form::revisions, Detail::one_line);
  listing.add_unknown({"zzz", "", "", ""});
  output.listing(listing);

  EXPECT_EQ(
      document(),
      Json::parse(R"({"revisions": [{"revision": "zzz", "known": false, "current": true}]})"));
}

TEST_F(JsonOutputTest, ShowsAnEmptyListingAsAnEmptyList) {
  const RevisionGraph graph = graph_of("");
  output.listing(Listing(graph, {}, Listing::Form::revisions, Detail::one_line));

  EXPECT_EQ(document()["revisions"], Json::array());
}

TEST_F(JsonOutputTest, ShowsStatus) {
  using State = Status::Line::State;
  output.status(
      {{{"z", "", State::unknown}, {"a", "Add a", State::applied}, {"b", "Add b", State::pending}},
       {"a", "z"},
       {"b"},
       {},
       "What next.",
       "sqlite:///app.db",
       {{"a", {"versions/a.sql", 5, 0}}}});

  EXPECT_EQ(document(), Json::parse(R"({
    "database": "sqlite:///app.db", "current": ["a", "z"], "heads": ["b"],
    "revisions": [{"revision": "z", "message": "", "state": "unknown"},
                  {"revision": "a", "message": "Add a", "state": "applied"},
                  {"revision": "b", "message": "Add b", "state": "pending"}],
    "half_done": [],
    "changed": [{"revision": "a", "file": "versions/a.sql", "line": 5}],
    "next": "What next."})"));
}

TEST_F(JsonOutputTest, ShowsWhatCheckFound) {
  output.checked({2, {"b"}});

  EXPECT_EQ(document(), Json::parse(R"({"revisions": 2, "heads": ["b"]})"));
}

TEST_F(JsonOutputTest, ShowsWhichFilesWereWritten) {
  output.written({"revision", {"versions/a.sql"}, "a", ""});

  EXPECT_EQ(document(), Json::parse(R"({"paths": ["versions/a.sql"], "revision": "a"})"));
}

TEST_F(JsonOutputTest, ShowsTemplates) {
  output.templates(std::vector<TemplateView>{{"generic", "For all."}});

  EXPECT_EQ(document(),
            Json::parse(R"({"templates": [{"name": "generic", "description": "For all."}]})"));
}

TEST_F(JsonOutputTest, ShowsTheVersionTable) {
  output.tables_made({"migrate_version", false, "migrate_history", true, "sqlite:///app.db"});

  EXPECT_EQ(document(), Json::parse(R"({"version_table": "migrate_version", "created": false,
                                        "history_table": "migrate_history",
                                        "history_created": true,
                                        "database": "sqlite:///app.db"})"));
}

TEST_F(JsonOutputTest, ShowsAnErrorWithAllThatIsKnownOfIt) {
  const Error error = Error(Fault::database, "no such table: x", Location{"a.sql", 7, 3})
                          .with_code("42P01")
                          .with_hint("make it")
                          .with_note("Revision a was rolled back.");

  EXPECT_EQ(failure(error, 1), Json::parse(R"({"error": {
    "fault": "database", "message": "no such table: x", "file": "a.sql", "line": 7, "column": 3,
    "code": "42P01", "hint": "make it", "notes": ["Revision a was rolled back."]}, "exit_code": 1})"));
}

TEST_F(JsonOutputTest, LeavesOutWhatIsNotKnownOfAnError) {
  EXPECT_EQ(failure(Error(Fault::usage, "no"), 2),
            Json::parse(R"({"error": {"fault": "usage", "message": "no"}, "exit_code": 2})"));
}

TEST_F(JsonOutputTest, ShowsEveryProblemOfAnError) {
  const Error both = Error::all({Error(Fault::revision, "one"), Error(Fault::revision, "two")});
  const Json problems = failure(both, 2)["error"]["problems"];

  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[1]["message"], "two");
}

TEST_F(JsonOutputTest, ShowsTheReportOfAPartialFailure) {
  const Json json = failure(PartialFailure(Error(Fault::database, "no"), report()), 1);

  EXPECT_EQ(json["report"]["after"], Json::array({"b"}));
  EXPECT_EQ(json["error"]["message"], "no");
}

TEST_F(JsonOutputTest, NamesEveryFault) {
  const std::vector<std::pair<Fault, std::string>> faults{
      {Fault::usage, "usage"},         {Fault::config, "config"},
      {Fault::revision, "revision"},   {Fault::file, "file"},
      {Fault::database, "database"},   {Fault::not_current, "not_current"},
      {Fault::locked, "locked"},       {Fault::verification, "verification"},
      {Fault::cancelled, "cancelled"},
  };
  for (const auto& [fault, name] : faults) {
    data.str("");
    EXPECT_EQ(failure(Error(fault, "x"), 1)["error"]["fault"], name);
  }
}

TEST_F(JsonOutputTest, SurvivesTextThatIsNotUtf8) {
  EXPECT_EQ(failure(Error(Fault::database, "\xff"), 1)["error"]["message"], "\xEF\xBF\xBD");
}

TEST_F(JsonOutputTest, ShowsAFreeLock) {
  output.lock_state({"migrate_version", {}, "sqlite:///app.db"});

  EXPECT_EQ(document(), Json::parse(R"({"database": "sqlite:///app.db",
                                        "version_table": "migrate_version", "held": false})"));
}

TEST_F(JsonOutputTest, ShowsWhoHoldsTheLockAndNullForWhatIsNotKnown) {
  output.lock_state(
      {"t", LockHolder{"4711", "web-1", "", "migrate", "2026-11-21 10:00:00", ""}, "d"});
  const Json shown = document();

  EXPECT_EQ(shown["held"], true);
  EXPECT_EQ(shown["holder"], Json::parse(R"({"process": "4711", "host": "web-1", "user": null,
      "application": "migrate", "since": "2026-11-21 10:00:00", "orphan": null})"));
}

TEST_F(JsonOutputTest, ShowsThatTheDatabaseAnswers) {
  output.database_is_up("sqlite:///app.db", 1500ms);

  EXPECT_EQ(document(), Json::parse(R"({"database": "sqlite:///app.db", "milliseconds": 1500.0})"));
}

TEST_F(JsonOutputTest, ShowsFindings) {
  using Grade = Finding::Grade;
  output.examined({"d",
                   {{Grade::ok, "lock", "free", ""},
                    {Grade::warning, "heads", "two", "merge them"},
                    {Grade::failure, "files", "none", ""}}});

  EXPECT_EQ(document(), Json::parse(R"({"database": "d", "sound": false, "findings": [
      {"subject": "lock", "grade": "ok", "text": "free"},
      {"subject": "heads", "grade": "warning", "text": "two", "hint": "merge them"},
      {"subject": "files", "grade": "failure", "text": "none"}]})"));
}

TEST_F(JsonOutputTest, FindsWhatOnlyWarnsSound) {
  output.examined({"", {{Finding::Grade::warning, "heads", "two", ""}}});
  const Json shown = document();

  EXPECT_EQ(shown["sound"], true);
  EXPECT_EQ(shown["database"], Json());
}

TEST_F(JsonOutputTest, SendsEventsToTheMessages) {
  output.statement_waits({1s, {}});
  output.retrying({"b", 0, 2, 6, 200ms, "deadlock detected", {}});
  output.resuming({"b", 2, 3, {"b.sql", 7, 1}, ""});

  EXPECT_THAT(messages.str(), testing::HasSubstr("deadlock detected"));
  EXPECT_THAT(messages.str(), testing::HasSubstr("statement 2 of 3"));
  EXPECT_EQ(document(), Json::object());
}

TEST_F(JsonOutputTest, AnnouncesNoSteps) {
  output.plan_made({});
  output.step_started({});
  output.step_done({});

  EXPECT_EQ(messages.str(), "");
}

TEST_F(JsonOutputTest, SendsNoticesAndWaitingToTheMessages) {
  output.notice("NOTICE");
  output.waiting_for_lock({1s, 60s, {}});

  EXPECT_THAT(messages.str(), testing::StartsWith("NOTICE\nAnother instance"));
  EXPECT_EQ(document(), Json::object());
}

TEST_F(JsonOutputTest, HasTheStepsOfALog) {
  HistoryLog log;
  log.state = HistoryState::kept;
  log.table = "migrate_history";
  HistoryRow row;
  row.id = 3;
  row.kind = "upgrade";
  row.result = "running";
  row.revision = "m";
  row.parents = "a, b";
  row.statements_done = 2;
  log.rows = {row};
  log.has_more = true;
  output.log(log);

  const Json json = document();
  EXPECT_EQ(json["exists"], true);
  EXPECT_EQ(json["more"], true);
  EXPECT_EQ(json["steps"][0]["parents"], Json({"a", "b"}));
  EXPECT_EQ(json["steps"][0]["finished_at"], Json());
  EXPECT_EQ(json["steps"][0]["statements_done"], 2);
}

TEST_F(JsonOutputTest, HasWhatAVerificationFoundAndWhyItFailed) {
  Verification found;
  found.changed = {
      {"a", {"a.sql", 7, 3}, {FileChange::upgrade, FileChange::parents}, "then", "-x\n+y\n"}};
  found.broken = {Error(Fault::verification, "b is gone")};
  output.verified(found);

  const Json json = failure(Error(Fault::verification, "failed"), 5);
  EXPECT_EQ(json["clean"], false);
  EXPECT_EQ(json["changed"][0]["changes"], Json({"upgrade", "down_revision"}));
  EXPECT_EQ(json["changed"][0]["line"], 7);
  EXPECT_EQ(json["problems"][0]["message"], "b is gone");
  EXPECT_EQ(json["error"]["message"], "failed");
}

TEST_F(JsonOutputTest, HasWhatWasRepaired) {
  output.repaired(std::vector<Repaired>{{"a", "Done", "Next."}}, "sqlite:///app.db");

  EXPECT_EQ(document()["repaired"][0],
            Json({{"revision", "a"}, {"done", "Done"}, {"next", "Next."}}));
}

TEST_F(JsonOutputTest, HasStoredStepsBesideTheReport) {
  output.stored_steps(std::vector<StoredStep>{{"a", "Add a", "a.sql", "DROP TABLE a;"}});
  output.report(report());

  const Json json = document();
  EXPECT_EQ(json["stored_steps"][0]["sql"], "DROP TABLE a;");
  EXPECT_EQ(json["after"], Json({"b"}));
}

}  // namespace
}  // namespace migrate
