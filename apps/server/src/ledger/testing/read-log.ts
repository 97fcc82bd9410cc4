/** All that lies in the log of an organisation, and what its whole check finds. Nobody may be writing it. */
import { checkEvents, checkLedgerFolder, openEventReader } from '@occtet/toolkit/adapters'
import type { LedgerHome } from '@occtet/toolkit/adapters'

export type LoggedEvent = Extract<
  ReturnType<ReturnType<typeof openEventReader>['events']>['events'][number],
  { readonly event: unknown }
>['event']

/** Of the log, and of the events in it. Empty: both hold. */
export async function checkLog(home: LedgerHome): Promise<readonly unknown[]> {
  const { faults } = checkLedgerFolder({ dir: home.log.dir, seenPath: home.log.seenPath })
  return [...faults, ...(await checkEvents(home)).faults]
}

/** In no order. `type`: of all where absent. */
export function readEvents(home: LedgerHome, type?: LoggedEvent['type']): readonly LoggedEvent[] {
  const source = openEventReader(home)
  const found: LoggedEvent[] = []
  let cursor: bigint | undefined
  do {
    const page = source.events({
      limit: 1000,
      ...(type === undefined ? {} : { type }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const stored of page.events) if ('event' in stored) found.push(stored.event)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}
