/** Everything known of one release, for triage, licences, CRA and papers; each part is read when it is asked for. */
import type { CraStatus, ProductProfile, QuestionnaireAnswer, RepoFiles } from '@occtet/toolkit/cra'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { DecisionRecord, VexSubject } from '@occtet/toolkit/vex'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'

/** A part that is undefined was never looked at: say "unknown", never zero. */
export interface ReleaseDesk {
  readonly product: ProductRow
  readonly release: ReleaseRow
  readonly subject: VexSubject
  /** Undefined where the product has no `product.yaml` yet. */
  readonly profile: () => Promise<ProductProfile | undefined>
  readonly inventory: () => Promise<Inventory | undefined>
  /** In the order of the queue, without decisions. */
  readonly findings: () => Promise<FindingsReport | undefined>
  /** Decisions of the product and the organisation, from their files; with those that could not be read. */
  readonly decisions: () => Promise<{
    readonly records: readonly DecisionRecord[]
    readonly broken: readonly string[]
  }>
  readonly answers: () => Promise<ReadonlyMap<string, QuestionnaireAnswer>>
  readonly evidence: () => Promise<CraStatus | undefined>
  /** Of an uploaded archive or a connected folder. */
  readonly files: () => Promise<RepoFiles | undefined>
}
