/** Every table of the database by its name; one file per subject. Rows are not API shapes. */
import type { AccountTables } from './accounts.ts'
import type { CoreTables } from './core.ts'
import type { NoticeTables } from './notices.ts'
import type { ProductTables } from './products.ts'
import type { PublicTables } from './public.ts'

export interface Tables extends CoreTables, AccountTables, ProductTables, NoticeTables, PublicTables {}
