/** Every table of the database by its name; one file per subject. Rows are not API shapes. */
import type { AccountTables } from './accounts.ts'
import type { AssistantTables } from './assistant.ts'
import type { CoreTables } from './core.ts'
import type { CraTables } from './cra.ts'
import type { NoticeTables } from './notices.ts'
import type { OpsTables } from './ops.ts'
import type { PaperTables } from './papers.ts'
import type { ProductTables } from './products.ts'
import type { PublicTables } from './public.ts'
import type { TriageTables } from './triage.ts'

export interface Tables
  extends CoreTables,
    CraTables,
    AccountTables,
    AssistantTables,
    ProductTables,
    PaperTables,
    NoticeTables,
    OpsTables,
    PublicTables,
    TriageTables {}
