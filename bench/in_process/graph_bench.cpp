#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "graph/history_text.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"
#include "graph/validate.hpp"
#include "graph/version_rows.hpp"
#include "in_process/generated_revisions.hpp"

namespace migrate {
namespace {

/// Revisions for `state`'s number; one head.
std::vector<Revision> revisions_for(const benchmark::State& state, Shape shape) {
  return generated_revisions(shape, static_cast<std::size_t>(state.range(0)));
}

RevisionGraph graph_for(const benchmark::State& state, Shape shape) {
  return RevisionGraph::build(revisions_for(state, shape));
}

/// The rows half-way through the history.
std::vector<RevisionId> middle_of(const RevisionGraph& graph) {
  RevisionGraph::Marks applied(graph.size());
  for (const Vertex vertex : graph.order().first(graph.size() / 2)) applied[vertex] = true;
  return rows_of(graph, applied);
}

void build(benchmark::State& state, Shape shape) {
  const std::vector<Revision> revisions = revisions_for(state, shape);
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Revision> copy = revisions;
    state.ResumeTiming();
    benchmark::DoNotOptimize(RevisionGraph::build(std::move(copy)));
  }
  state.SetComplexityN(state.range(0));
}

void validate(benchmark::State& state, Shape shape) {
  const std::vector<Revision> revisions = revisions_for(state, shape);
  for (auto _ : state) benchmark::DoNotOptimize(problems_in(revisions));
  state.SetComplexityN(state.range(0));
}

void plan_from(benchmark::State& state, const RevisionGraph& graph,
               const std::vector<RevisionId>& rows) {
  const Target heads = parse_target("heads");
  for (auto _ : state) benchmark::DoNotOptimize(plan_upgrade(graph, rows, heads));
  state.SetComplexityN(state.range(0));
}

void plan_from_base(benchmark::State& state, Shape shape) {
  plan_from(state, graph_for(state, shape), {});
}

void plan_from_middle(benchmark::State& state, Shape shape) {
  const RevisionGraph graph = graph_for(state, shape);
  plan_from(state, graph, middle_of(graph));
}

/// Applies all revisions one by one and knows the rows that each changes.
void rows(benchmark::State& state, Shape shape) {
  const RevisionGraph graph = graph_for(state, shape);
  for (auto _ : state) {
    VersionRows version_rows(graph, {});
    for (const Vertex vertex : graph.order()) {
      benchmark::DoNotOptimize(version_rows.apply(vertex));
    }
  }
  state.SetComplexityN(state.range(0));
}

void history_lines(benchmark::State& state, Shape shape) {
  const RevisionGraph graph = graph_for(state, shape);
  LineParts parts;
  parts.parents = parts.message = parts.tree_marks = true;
  for (auto _ : state) {
    for (const Vertex vertex : graph.newest_first()) {
      benchmark::DoNotOptimize(line_text(graph, vertex, parts));
    }
  }
  state.SetComplexityN(state.range(0));
}

void register_all() {
  struct Named {
    const char* name;
    void (*run)(benchmark::State&, Shape);
  };
  for (const Named& one :
       {Named{"build", build}, Named{"validate", validate}, Named{"plan_from_base", plan_from_base},
        Named{"plan_from_middle", plan_from_middle}, Named{"rows", rows},
        Named{"history_lines", history_lines}}) {
    for (const Shape shape : {Shape::line, Shape::ladder}) {
      const std::string name = std::string(one.name) + (shape == Shape::line ? "/line" : "/ladder");
      benchmark::RegisterBenchmark(name.c_str(), one.run, shape)
          ->RangeMultiplier(10)
          ->Range(1000, 100'000)
          ->Unit(benchmark::kMicrosecond)
          ->Complexity(benchmark::oN);
    }
  }
}

const bool kRegistered = (register_all(), true);

}  // namespace
}  // namespace migrate
