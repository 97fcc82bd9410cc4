/** The files of a release that were looked at, unread ones first. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { limitsOf } from '@occtet/toolkit/documents'
import type { StoredInventory } from '../analysis/model.ts'
import type { ReleaseRow } from '../db/tables/products.ts'
import { formatCursor } from '../kernel/cursor.ts'
import { type OrgRows, readStored } from './stored-json.ts'

type FilesPage = AnswerOf<(typeof inventoryRoutes)['inventory.files']>

const statuses = ['unreadable', 'unsupported', 'partial', 'parsed', 'skipped']
const most = 500

export async function readFiles(
  rows: OrgRows,
  release: ReleaseRow,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<FilesPage> {
  const inventory = await readStored<StoredInventory>(rows, release.inventory_digest)
  if (inventory === undefined) return { rows: [], total: 0, issues: [], unidentified: [] }
  const files = [...inventory.files].sort(
    (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status) || compareCodeUnits(a.path, b.path),
  )
  const end = from + limit
  return {
    rows: files.slice(from, end).map(({ path, ecosystem, status, packages, reason }) => ({
      path,
      format: ecosystem,
      status,
      found: packages,
      ...(reason === undefined ? {} : { reason }),
      ...limitsOfFile(ecosystem, status),
    })),
    ...(files.length > end ? { next: formatCursor([end]) } : {}),
    total: files.length,
    issues: inventory.issues.slice(0, most).map(({ code, level, path, line, message, hint }) => ({
      code,
      level,
      path,
      ...(line === undefined ? {} : { line }),
      message,
      ...(hint === undefined ? {} : { hint }),
    })),
    unidentified: inventory.unidentified.slice(0, most).map(({ name, version, reason }) => ({
      name,
      ...(version === undefined ? {} : { version }),
      reason,
    })),
  }
}

/** Of a file that was not read, nothing is known for another reason. */
function limitsOfFile(
  ecosystem: string,
  status: FilesPage['rows'][number]['status'],
): Pick<FilesPage['rows'][number], 'limits'> {
  if (status !== 'parsed' && status !== 'partial') return {}
  const limits = limitsOf(ecosystem)
  return limits.length === 0 ? {} : { limits: [...limits] }
}
