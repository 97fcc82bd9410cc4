/** Whether a document is valid CSAF: the official schema first, then every test of section 6. */
import type { CsafReport, CsafValidation } from './report.ts'

/**
 * CSAF 2.0 and 2.1. Untrusted: any JSON value, as `parseJson` gives it; never throws, and is bounded in depth, size and
 * time. Schemas, lists and tests are loaded at the first call, about 0.7 MB of code.
 */
export async function validateCsaf(document: unknown, options: CsafValidation = {}): Promise<CsafReport> {
  const { runTests } = await import('./run-tests.ts')
  return runTests(document, options)
}
