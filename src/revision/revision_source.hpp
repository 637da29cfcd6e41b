#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "base/helping_hands.hpp"
#include "graph/revision.hpp"
#include "migrate/error.hpp"
#include "migrate/options.hpp"
#include "revision/revision_file.hpp"

namespace migrate {

/// What the headers of all files say, and what is wrong with the others.
struct Headers {
  std::vector<Revision> revisions;  ///< of the sound ones, in the order of file paths
  std::vector<Error> problems;
};

/// Says what is wrong with a whole file. Called for several at the same time.
using FileJudge = std::function<std::vector<Error>(const RevisionFile&)>;

/// What was found in files that were read whole.
struct JudgedFiles {
  Headers headers;
  /// Of the files with sound headers, in the order of their paths: what their sections do not
  /// parse, else what the judge said.
  std::vector<Error> problems;
};

/// What stays in memory of a file whose header was read.
enum class Keep {
  header,
  text,  ///< the whole text too, for `load`: for commands that need most files whole
};

/// How files are read for their headers.
struct Reading {
  Keep keep = Keep::header;
  /// Of each text that is kept, the checksum of the section that upgrades this engine is made too,
  /// while the text is at hand.
  std::optional<EngineKind> checksums = {};
  /// Lets who waits for the result read parts of it; may be null.
  HelpingHands* hands = nullptr;
};

/// Where revisions come from: folders, or texts built into the program.
class RevisionSource {
 public:
  virtual ~RevisionSource() = default;

  /// Reads every header. Of a file only as much is read as its header needs, unless its text is to
  /// be kept: then the whole of it is read now and not again. 16 MiB are kept at most; what goes
  /// beyond that is read again by `load`. Throws nothing for a file that is not sound: its problems
  /// are in the result.
  [[nodiscard]] virtual Headers read(const Reading& reading) const = 0;

  /// Reads every file whole and has it judged while it is at hand; keeps no text. Throws nothing
  /// for a file that is not sound.
  [[nodiscard]] virtual JudgedFiles judge(const FileJudge& judge) const;

  /// As read, with headers only, but throws Error with the problems of all files at once.
  [[nodiscard]] std::vector<Revision> headers() const;

  /// The whole file of one of the revisions that were read, read now unless its text was kept.
  /// Throws Error (Fault::revision) with all its problems, and when the file no longer declares
  /// that revision, or is not what an earlier call found. May be called on several threads at once.
  [[nodiscard]] virtual RevisionFile load(const Revision& revision) const = 0;

  /// The checksum of the section of that file that upgrades `engine`, where it was made when the
  /// headers were read; nullopt where `load` has to be asked. Stays as it is until they are read
  /// again. May be called on several threads at once.
  [[nodiscard]] virtual std::optional<std::string_view> known_checksum(const Revision& revision,
                                                                       EngineKind engine) const;
};

/// How folders are searched for revisions.
struct FolderSearch {
  std::vector<std::filesystem::path> folders;
  bool recursive = false;  ///< whether folders within them count; hidden ones never do
};

/// Takes every `*.sql` of the folders; other files and hidden ones are left alone. Paths in
/// messages are shown relative to the working directory where they are below it. A missing folder
/// is an Error (Fault::config) that says what makes it.
[[nodiscard]] std::unique_ptr<RevisionSource> open_folders(FolderSearch search);

[[nodiscard]] std::unique_ptr<RevisionSource> open_builtin(BuiltinRevisions revisions);

}  // namespace migrate
