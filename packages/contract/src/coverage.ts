/** `occtet cra coverage --json`: what this version can find, ask and print for each essential requirement. */
import * as z from 'zod/mini'

const some = z.string().check(z.minLength(1))
const list = z.array(some)
const number = z.int().check(z.nonnegative())
const requirementId = some.check(z.regex(/^ECR-I{1,2}-[1-8][a-m]?$/))

const requirement = z.strictObject({
  id: requirementId,
  /** Such as `Annex I, Part I, point (2)(e)`. */
  ref: some,
  title: some,
  /**
   * `automatic`: evidence that speaks for it selects an answer, and evidence against it contradicts one. `assisted`: what is
   * found is shown beside a question, or only one of the two. `manual`: only asked.
   */
  verdict: z.enum(['automatic', 'assisted', 'manual']),
  /** Parts that nothing showed; empty: fully covered. */
  missing: z.array(
    z.enum(['evidence-for', 'evidence-against', 'contradiction', 'question', 'action', 'document-section']),
  ),
  /** `linked` by the catalogue; `collected` of them; shown by a tree to speak for it (`yes`), against it or to miss it (`no`). */
  signals: z.strictObject({ linked: list, collected: list, yes: list, no: list }),
  questions: list,
  selectedFor: list,
  selectedAgainst: list,
  shown: list,
  contradicted: list,
  actions: list,
  /** `paper/section`. */
  sections: list,
  trees: z.strictObject({
    yes: z.strictObject({ tree: some, signal: some }),
    no: z.strictObject({ tree: some, signal: some }),
    clash: z.strictObject({ tree: some, question: some }),
  }),
})

export const craCoverage = z.strictObject({
  schema: z.literal('occtet.cra-coverage/1'),
  toolVersion: some,
  catalogue: z.strictObject({ version: some, asOf: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)) }),
  summary: z.strictObject({
    requirements: number,
    automatic: number,
    assisted: number,
    manual: number,
    full: number,
    partly: number,
  }),
  /** In the order of the law. */
  requirements: z.array(requirement),
  /** Evidence that no source tree holds, and what it needs. */
  remote: z.array(
    z.strictObject({
      signal: some,
      title: some,
      needs: z.enum(['token', 'network', 'runtime', 'artefact']),
      isCollected: z.boolean(),
      requirements: z.array(requirementId),
    }),
  ),
})
