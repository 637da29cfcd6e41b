#include "migrate/error.hpp"

#include <utility>

namespace migrate {

struct Error::Detail {
  Fault fault = Fault::usage;
  std::optional<Location> where;
  std::string hint;
  std::string code;
  std::string excerpt;
  std::size_t caret = 0;
  std::vector<std::string> notes;
  std::vector<Error> problems;
};

Error::Error(Fault fault, const std::string& what, std::optional<Location> where)
    : std::runtime_error(what),
      detail_(
          std::make_shared<const Detail>(Detail{fault, std::move(where), {}, {}, {}, 0, {}, {}})) {}

Error Error::all(const std::vector<Error>& problems) {
  if (problems.size() == 1) return problems.front();
  std::vector<Error> flat;
  for (const Error& problem : problems) {
    if (problem.problems().empty()) {
      flat.push_back(problem);
    } else {
      flat.insert(flat.end(), problem.problems().begin(), problem.problems().end());
    }
  }
  const Error& first = flat.front();
  const Error whole(first.fault(), std::to_string(flat.size()) + " problems: " + first.what());
  auto detail = std::make_shared<Detail>(*whole.detail_);
  detail->problems = std::move(flat);
  return whole.changed(detail);
}

Error Error::changed(const std::shared_ptr<Detail>& detail) const {
  Error copy(*this);
  copy.detail_ = detail;
  return copy;
}

Error Error::with_hint(std::string hint) const {
  auto detail = std::make_shared<Detail>(*detail_);
  detail->hint = std::move(hint);
  return changed(detail);
}

Error Error::with_code(std::string code) const {
  auto detail = std::make_shared<Detail>(*detail_);
  detail->code = std::move(code);
  return changed(detail);
}

Error Error::with_excerpt(std::string line, std::size_t caret) const {
  auto detail = std::make_shared<Detail>(*detail_);
  detail->excerpt = std::move(line);
  detail->caret = caret;
  return changed(detail);
}

Error Error::with_note(std::string note) const {
  auto detail = std::make_shared<Detail>(*detail_);
  detail->notes.push_back(std::move(note));
  return changed(detail);
}

Fault Error::fault() const noexcept { return detail_->fault; }

const Location* Error::where() const noexcept {
  return detail_->where ? &*detail_->where : nullptr;
}

const std::string& Error::hint() const noexcept { return detail_->hint; }

const std::string& Error::code() const noexcept { return detail_->code; }

const std::string& Error::excerpt() const noexcept { return detail_->excerpt; }

std::size_t Error::caret() const noexcept { return detail_->caret; }

std::span<const std::string> Error::notes() const noexcept { return detail_->notes; }

std::span<const Error> Error::problems() const noexcept { return detail_->problems; }

}  // namespace migrate
