/** The FedDB of a command that asks: found, opened with what reviewers have approved, and closed again. */
import { hasFeddb, openFeddb } from '@occtet/toolkit/adapters'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { clockOf } from './advisory-data.ts'
import { type Context, feddbFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { numberOption, type Options, textOption } from './options.ts'
import { withReviews } from './reviews.ts'

const defaultMaxAge = 30

export function withStore<T>(context: Context, options: Options, use: (store: AdvisoryStore) => T): T {
  const store = openStore(context, options)
  try {
    return use(store)
  } finally {
    store.close()
  }
}

/** The caller closes it. */
export function openStore(context: Context, options: Options): AdvisoryStore {
  const maxAge = numberOption(options, 'maxAge') ?? defaultMaxAge
  return withReviews(context, openFeddb(requireFolder(context, options), clockOf(context), maxAge))
}

export function requireFolder(context: Context, options: Options): string {
  const folder = feddbFolder(context, textOption(options, 'db'))
  if (hasFeddb(folder)) return folder
  throw new CommandFailure({
    exitCode: exitCodes.incomplete,
    code: 'FEDDB_MISSING',
    message: `there is no FedDB in ${folder}`,
    hint: 'Fill it with `occtet db import FILE` or `occtet db sync --ecosystem npm`.',
  })
}

/** Nothing loaded has the id: not a finding, but an answer to the wrong question. */
export function missingRecord(id: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'RECORD_MISSING',
    message: `no record with the id or alias ${id} is loaded`,
    hint: 'occtet db status lists what is loaded.',
  })
}
