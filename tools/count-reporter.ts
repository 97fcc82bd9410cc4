/** Prints the closing line that CI counts: `N passed, N failed` (Vitest's own lines are not read by it). */
import type { Reporter, TestModule } from 'vitest/node'

type Counts = { passed: number; failed: number; skipped: number }

/** Vitest loads reporters by their default export. */
// oxlint-disable-next-line import/no-default-export
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) countModule(module, counts)
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
  }
}

function countModule(module: TestModule, counts: Counts): void {
  let tests = 0
  for (const test of module.children.allTests()) {
    tests++
    const state = test.result().state
    if (state === 'passed') counts.passed++
    else if (state === 'failed') counts.failed++
    else counts.skipped++
  }
  if (tests === 0 && module.state() === 'failed') counts.failed++
}
