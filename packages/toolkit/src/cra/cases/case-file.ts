/** The file of a case: its name, its bytes, and the id of the next one. Real cases and drills never lie together. */
import type { CaseEntry, CaseFile } from './events.ts'

/** The one way in which a case is written, whoever writes it. */
export function formatCase(file: CaseFile): string {
  return `${JSON.stringify(file, null, 1)}\n`
}

/** Of a case id, as `isCaseId` knows it. */
export function isDrillId(id: string): boolean {
  return id.startsWith('DRILL-')
}

/** Folder of cases or drills inside the private folder of a product. */
export function caseFolderName(isDrill: boolean): 'cases' | 'drills' {
  return isDrill ? 'drills' : 'cases'
}

/** `cases/AEV-20261120-1.json` or `drills/DRILL-INC-20261120-1.json`. */
export function caseFilePath(id: string): string {
  return `${caseFolderName(isDrillId(id))}/${id}.json`
}

/** The next free id of the day; `now` is RFC 3339, UTC. `isTaken` is asked from 1 upwards. */
export function nextCaseId(
  opened: Extract<CaseEntry['fact'], { readonly type: 'opened' }>,
  now: string,
  isTaken: (id: string) => boolean,
): string {
  const stem = `${opened.drill ? 'DRILL-' : ''}${opened.track}-${now.slice(0, 10).replaceAll('-', '')}-`
  let number = 1
  while (isTaken(`${stem}${number}`)) number++
  return `${stem}${number}`
}
