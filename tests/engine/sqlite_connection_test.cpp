#include "engine/sqlite/sqlite_connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const TableName kTable{"main", "migrate_version"};

class SqliteConnectionTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");
  std::unique_ptr<Database> database_ = open_sqlite(file_, {});

  [[nodiscard]] std::unique_ptr<Connection> writer() {
    return database_->connect(OpenMode::read_write);
  }

  static Batch batch(const std::string& sql, VersionChange rows) {
    return {"", SourceText(sql, "x.sql"), kTable, std::move(rows), Atomicity::own};
  }

  /// "what | hint" of the error that `call` throws; "" for none.
  template <typename Call>
  static std::string complaint(Call call) {
    try {
      call();
      return "";
    } catch (const Error& error) {
      return std::string(error.what()) + " | " + error.hint();
    }
  }
};

TEST_F(SqliteConnectionTest, ReadsAMissingFileAsAnEmptyDatabase) {
  const auto reader = database_->connect(OpenMode::read_only);
  EXPECT_FALSE(reader->read_versions(kTable).exists);
}

TEST_F(SqliteConnectionTest, MakesNoFileToRead) {
  static_cast<void>(database_->connect(OpenMode::read_only)->read_versions(kTable));
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(SqliteConnectionTest, MakesNoFileBeforeTheFirstWrite) {
  const auto connection = writer();
  static_cast<void>(connection->read_versions(kTable));
  connection->query("SELECT 1");
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(SqliteConnectionTest, MakesNoFileForAWriteOnAReadOnlyConnection) {
  const auto reader = database_->connect(OpenMode::read_only);
  static_cast<void>(complaint([&] { reader->create_versions(kTable); }));
  static_cast<void>(complaint([&] { reader->query("CREATE TABLE t (x)"); }));
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(SqliteConnectionTest, MakesTheFileWithTheFirstWrite) {
  writer()->create_versions(kTable);
  EXPECT_EQ(RawSqlite(file_).value("SELECT count(*) FROM migrate_version"), "0");
}

TEST_F(SqliteConnectionTest, MakesTheFileWithAQueryThatWrites) {
  writer()->query("CREATE TABLE t (x)");
  EXPECT_EQ(RawSqlite(file_).value("SELECT count(*) FROM t"), "0");
}

TEST_F(SqliteConnectionTest, SeesAFileThatSomebodyElseMadeMeanwhile) {
  const auto reader = database_->connect(OpenMode::read_only);
  writer()->create_versions(kTable);
  EXPECT_TRUE(reader->read_versions(kTable).exists);
}

TEST_F(SqliteConnectionTest, LetsTwoConnectionsShareADatabaseInMemory) {
  const auto memory = open_sqlite(":memory:", {});
  memory->connect(OpenMode::read_write)->create_versions(kTable);
  EXPECT_TRUE(memory->connect(OpenMode::read_only)->read_versions(kTable).exists);
}

TEST_F(SqliteConnectionTest, KeepsTwoDatabasesInMemoryApart) {
  const auto one = open_sqlite(":memory:", {});
  const auto two = open_sqlite(":memory:", {});
  one->connect(OpenMode::read_write)->create_versions(kTable);
  EXPECT_FALSE(two->connect(OpenMode::read_only)->read_versions(kTable).exists);
}

TEST_F(SqliteConnectionTest, AReadOnlyConnectionToMemoryWritesNothing) {
  const auto memory = open_sqlite(":memory:", {});
  const auto reader = memory->connect(OpenMode::read_only);
  EXPECT_THAT(complaint([&] { reader->query("CREATE TABLE t (x)"); }), HasSubstr("readonly"));
}

TEST_F(SqliteConnectionTest, TakesAPathThatLooksLikeAUri) {
  const std::string odd = folder_.file("file:odd?mode=ro");
  open_sqlite(odd, {})->connect(OpenMode::read_write)->create_versions(kTable);
  EXPECT_TRUE(fs::exists(odd));
}

TEST_F(SqliteConnectionTest, RefusesAnEmptyPath) {
  EXPECT_THAT(complaint([] { static_cast<void>(open_sqlite("", {})); }), HasSubstr("empty"));
}

TEST_F(SqliteConnectionTest, NamesAFileThatIsNoDatabase) {
  std::ofstream(file_) << std::string(5000, 'x');
  EXPECT_THAT(complaint([&] { static_cast<void>(writer()); }),
              AllOf(HasSubstr(file_ + " is not an SQLite database"), HasSubstr("check the path")));
}

TEST_F(SqliteConnectionTest, NamesADatabaseThatIsDamaged) {
  RawSqlite(file_).value("CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(9000))");
  std::fstream(file_, std::ios::in | std::ios::out).seekp(100) << std::string(2000, 'x');
  EXPECT_THAT(complaint([&] { static_cast<void>(writer()); }),
              AllOf(HasSubstr(file_ + " is damaged"), HasSubstr("backup")));
}

TEST_F(SqliteConnectionTest, NamesAFolderThatIsMissing) {
  const auto lost = open_sqlite(folder_.file("no/app.db"), {});
  EXPECT_THAT(complaint([&] { static_cast<void>(lost->connect(OpenMode::read_only)); }),
              AllOf(HasSubstr("there is no folder"), HasSubstr("make the folder")));
}

TEST_F(SqliteConnectionTest, FindsTheVersionTableWhateverItsCase) {
  RawSqlite(file_).value(
      "CREATE TABLE Migrate_Version (VERSION_NUM TEXT); INSERT INTO Migrate_Version VALUES ('a')");
  EXPECT_THAT(writer()->read_versions({"", "migrate_version"}).ids, ElementsAre("a"));
}

TEST_F(SqliteConnectionTest, IsNotFooledByATemporaryTable) {
  const auto connection = writer();
  connection->create_versions(kTable);
  connection->query("CREATE TEMP TABLE migrate_version (other TEXT)");
  EXPECT_TRUE(connection->read_versions(kTable).exists);
}

TEST_F(SqliteConnectionTest, FindsNoVersionTableInAnAttachedDatabase) {
  const std::string other = folder_.file("other.db");
  RawSqlite(other).value("CREATE TABLE migrate_version (version_num TEXT)");
  RawSqlite(file_).value("CREATE TABLE t (x)");
  const auto connection = writer();
  connection->query("ATTACH '" + other + "' AS other");
  EXPECT_FALSE(connection->read_versions({"", "migrate_version"}).exists);
}

TEST_F(SqliteConnectionTest, RefusesAnIndexOfTheVersionTablesName) {
  RawSqlite(file_).value("CREATE TABLE t (x); CREATE INDEX migrate_version ON t (x)");
  EXPECT_THAT(complaint([&] { static_cast<void>(writer()->read_versions(kTable)); }),
              HasSubstr("migrate_version is an index"));
}

TEST_F(SqliteConnectionTest, RefusesASchemaForTheVersionTable) {
  EXPECT_THAT(complaint([&] {
                static_cast<void>(writer()->read_versions({"app", "v"}));
              }),
              AllOf(HasSubstr("`app`"), HasSubstr("PostgreSQL only")));
}

TEST_F(SqliteConnectionTest, NamesOnlyTheFileWhenTheCommitFails) {
  const auto connection = writer();
  connection->create_versions(kTable);
  connection->query("PRAGMA foreign_keys = ON");
  const std::string sql =
      "CREATE TABLE p (id INTEGER PRIMARY KEY);\n"
      "CREATE TABLE c (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n"
      "INSERT INTO c VALUES (7);\n";
  try {
    connection->run(batch(sql, {}));
    FAIL() << "no error was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(*error.where(), (Location{"x.sql", 0, 0}));
  }
}

TEST_F(SqliteConnectionTest, NamesARowThatATriggerKeptOut) {
  const auto connection = writer();
  connection->create_versions(kTable);
  connection->query(
      "CREATE TRIGGER t BEFORE INSERT ON migrate_version BEGIN SELECT RAISE(IGNORE); END");
  EXPECT_THAT(complaint([&] {
                connection->run(batch("SELECT 1;", {{}, {"a"}}));
              }),
              HasSubstr("has 0 rows `a` instead of one"));
}

TEST_F(SqliteConnectionTest, LeavesNothingWhenTheCommitFails) {
  const auto connection = writer();
  connection->create_versions(kTable);
  connection->query("PRAGMA foreign_keys = ON");
  static_cast<void>(complaint([&] {
    connection->run(
        batch("CREATE TABLE p (id INTEGER PRIMARY KEY);\n"
              "CREATE TABLE c (p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n"
              "INSERT INTO c VALUES (7);\n",
              {{}, {"a"}}));
  }));
  EXPECT_THAT(
      connection->query("SELECT (SELECT count(*) FROM sqlite_master WHERE name IN ('p', 'c')),"
                        " (SELECT count(*) FROM migrate_version)"),
      ElementsAre(Row{"0", "0"}));
}

TEST_F(SqliteConnectionTest, JoinsNoTransactionThatAStatementEnded) {
  const auto connection = writer();
  connection->create_versions(kTable);
  connection->begin();
  Batch made = batch(
      "INSERT INTO migrate_version VALUES ('x');\n"
      "INSERT OR ROLLBACK INTO migrate_version VALUES ('x');\n",
      {{}, {"a"}});
  made.atomicity = Atomicity::joined;
  static_cast<void>(complaint([&] { connection->run(made); }));
  EXPECT_THAT(complaint([&] { connection->run(made); }), HasSubstr("not open"));
}

TEST_F(SqliteConnectionTest, WaitsAsLongAsTheSettingSays) {
  RawSqlite other(file_);
  ASSERT_TRUE(other.run("CREATE TABLE t (x)"));
  ConnectionSettings settings;
  settings.busy_timeout = std::chrono::milliseconds(0);
  const auto connection = open_sqlite(file_, settings)->connect(OpenMode::read_write);
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  EXPECT_THAT(complaint([&] { connection->create_versions(kTable); }),
              AllOf(HasSubstr("another process holds the database " + file_),
                    HasSubstr("busy_timeout"), Not(HasSubstr("waited"))));
}

TEST_F(SqliteConnectionTest, FindsOutAboutTheAftermathEvenWhenStopped) {
  writer()->create_versions(kTable);
  std::stop_source source;
  ConnectionSettings settings;
  settings.stop = source.get_token();
  source.request_stop();
  const auto connection = open_sqlite(file_, settings)->connect(OpenMode::aftermath);
  connection->run(batch("SELECT 1;", {{}, {"a"}}));
  EXPECT_THAT(connection->read_versions(kTable).ids, ElementsAre("a"));
}

TEST_F(SqliteConnectionTest, FindsNoHistoryInAFileThatIsMissing) {
  EXPECT_FALSE(database_->connect(OpenMode::read_only)->has_history({"main", "migrate_history"}));
}

TEST_F(SqliteConnectionTest, FindsTheHistoryThatItMade) {
  const auto connection = writer();
  connection->create_history({"main", "migrate_history"});
  connection->create_history({"main", "migrate_history"});
  EXPECT_TRUE(connection->has_history({"main", "migrate_history"}));
}

}  // namespace
}  // namespace migrate
