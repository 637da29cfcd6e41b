#include <benchmark/benchmark.h>

#include "base/engine_kind.hpp"
#include "in_process/generated_revisions.hpp"
#include "revision/checksum.hpp"
#include "revision/revision_file.hpp"

namespace migrate {
namespace {

constexpr int kRows = 3;  // as in the histories of bench.sh
constexpr std::int64_t kMostRows = 1 << 14;

void set_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetComplexityN(state.range(0));
}

void header(benchmark::State& state) {
  const std::string text = generated_file(kRows);
  for (auto _ : state) benchmark::DoNotOptimize(parse_header(text, "versions/file.sql"));
}
BENCHMARK(header);

void file(benchmark::State& state) {
  const std::string text = generated_file(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(parse_revision_file(text, "versions/file.sql"));
  set_bytes(state, text);
}
BENCHMARK(file)->Arg(kRows)->RangeMultiplier(8)->Range(32, kMostRows)->Complexity(benchmark::oN);

void checksum(benchmark::State& state) {
  const std::string text = generated_file(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(checksum_of(text, EngineKind::sqlite));
  set_bytes(state, text);
}
BENCHMARK(checksum)
    ->Arg(kRows)
    ->RangeMultiplier(8)
    ->Range(32, kMostRows)
    ->Complexity(benchmark::oN);

}  // namespace
}  // namespace migrate
