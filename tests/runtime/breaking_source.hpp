#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "revision/revision_source.hpp"

namespace migrate {

/// What another source has, which must outlive it, until the file of one revision is broken; and
/// how many files it gave.
class BreakingSource final : public RevisionSource {
 public:
  explicit BreakingSource(const RevisionSource& whole) : whole_(whole) {}

  [[nodiscard]] Headers read(const Reading& reading) const override { return whole_.read(reading); }
  [[nodiscard]] JudgedFiles judge(const FileJudge& judge) const override {
    return whole_.judge(judge);
  }
  [[nodiscard]] RevisionFile load(const Revision& revision) const override {
    if (revision.id == broken) throw Error(Fault::revision, revision.id + " was changed");
    ++loaded;
    return whole_.load(revision);
  }

  std::string broken;  ///< the id
  mutable std::atomic<std::size_t> loaded = 0;

 private:
  const RevisionSource& whole_;
};

}  // namespace migrate
