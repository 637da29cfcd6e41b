#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace migrate {

/// A shared library that is loaded when the first of its functions is called, and stays loaded.
///
/// libpq is part of the program (libpq_embedded.cmake), what it needs for TLS, Kerberos
/// and LDAP is not: that is twenty libraries, which take longer to load than most commands take,
/// and few connections use them. So the program defines these functions itself
/// (openssl_on_demand.cpp and its neighbours): each loads its library, and goes on there.
class OnDemandLibrary {
 public:
  /// Whether a connection that called it in vain may go on without it.
  enum class Need { strict, lenient };

  constexpr OnDemandLibrary(const char* file, Need need) noexcept : file_(file), need_(need) {}

  /// The address; null where the library, or the function in it, is missing: `missing_libraries`
  /// then has it. Never throws: between here and our code stands libpq, which is C.
  [[nodiscard]] void* function(const char* name) const noexcept;

  /// Why it, or a function in it, is missing, in the system's words where it has some.
  [[nodiscard]] std::string why_missing() const;

 private:
  const char* file_;
  Need need_;
};

/// Of each strict library that was called so far and is missing, why. A connection that goes on
/// would not be what was asked for: with sslmode=prefer libpq does without TLS then, and gives the
/// password away.
[[nodiscard]] std::vector<std::string> missing_libraries();

/// Loads what TLS needs, where that is on demand; `missing_libraries` then has it if it is missing.
/// For who cannot look between two steps of libpq.
void load_tls() noexcept;

/// Says what load_tls loads; gives true.
bool tls_is_in(const OnDemandLibrary& library) noexcept;

/// A function's name as a template argument.
template <std::size_t size>
struct FunctionName {
  std::array<char, size> text{};

  // NOLINTNEXTLINE(*-explicit-*, *-avoid-c-arrays): so that a literal is one
  consteval FunctionName(const char (&literal)[size]) {
    for (std::size_t at = 0; at < size; ++at) text[at] = literal[at];
  }
};

/// What a function of `library` that cannot be called gives: `failure` where it has a result.
template <const OnDemandLibrary& library, unsigned failure, typename Function>
struct Forwarded;

template <const OnDemandLibrary& library, unsigned failure, typename Result, typename... Arguments>
struct Forwarded<library, failure, Result(Arguments...)> {
  template <FunctionName name>
  static Result call(Arguments... arguments) {
    // NOLINTNEXTLINE(*-reinterpret-cast): what dlsym is for
    static auto* const function =
        reinterpret_cast<Result (*)(Arguments...)>(library.function(name.text.data()));
    if (function != nullptr) return function(arguments...);
    if constexpr (failure != 0) {
      return Result{failure};
    } else {
      return Result();
    }
  }
};

}  // namespace migrate

/// Defines `function`, which a header has declared, as one that goes on in `library`. The linker
/// asks the resolver for its address when the program starts (GNU's indirect functions), so that
/// nobody has to write down its parameters once more.
// NOLINTBEGIN(*-macro-usage, bugprone-macro-parentheses): a name to define and to look for
#define MIGRATE_FORWARD(library, failure, function)                                             \
  extern "C" {                                                                                  \
  decltype(function)* address_of_##function() {                                                 \
    return &migrate::Forwarded<library, failure, decltype(function)>::template call<#function>; \
  }                                                                                             \
  decltype(function) function __attribute__((ifunc("address_of_" #function)));                  \
  }
// NOLINTEND(*-macro-usage, bugprone-macro-parentheses)
