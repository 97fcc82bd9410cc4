/** From the options of `db review add` to a statement about the very claim that is in the store. */
import type { AdvisoryStore, ClaimSubject, Statement } from '@occtet/toolkit/advisories'
import { corePurl, type Purl, parsePurl } from '@occtet/toolkit/model'
import { parseVers } from '@occtet/toolkit/versions'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { listOption, type Options, textOption } from './options.ts'

interface Given {
  readonly options: Options
  readonly time: string
}

export function draftStatement(store: AdvisoryStore, kind: string, { options, time }: Given): Statement {
  const purl = readPurl(need(options, 'purl'))
  const said = { reason: need(options, 'reason'), time }
  switch (kind) {
    case 'report':
      return { ...said, kind, package: corePurl(purl), id: need(options, 'record'), vers: readVers(options) }
    case 'correct':
      return { ...said, kind, about: findSubject(store, purl, options), vers: readVers(options) }
    case 'dispute':
    case 'withdraw':
      return { ...said, kind, about: findSubject(store, purl, options) }
    case 'remediate': {
      const fixed = listOption(options, 'fixed')
      if (fixed.length === 0) throw usage('--fixed: name the versions that have the fix')
      return { ...said, kind, about: findSubject(store, purl, options), fixed }
    }
    default:
      throw usage(`${kind}: expected report, correct, dispute, remediate or withdraw`)
  }
}

function findSubject(store: AdvisoryStore, purl: Purl, options: Options): ClaimSubject {
  const record = need(options, 'record')
  const source = textOption(options, 'source')
  const claims = store
    .claimsFor(purl)
    .filter((claim) => claim.record === record && (source === undefined || claim.source === source))
  const subjects = new Map(claims.map((claim) => [`${claim.source} ${claim.digest}`, claim]))
  const [claim, ...others] = subjects.values()
  if (claim === undefined) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'RECORD_MISSING',
      message: `no record ${record} about ${purl} is loaded`,
      hint: '`occtet db query PURL` lists the records that hit.',
    })
  }
  if (others.length > 0) {
    throw usage(
      `${record} comes from ${[...subjects.values()].map((one) => one.source).join(', ')}; say which with --source`,
    )
  }
  return { source: claim.source, record, digest: claim.digest, package: corePurl(purl) }
}

function readPurl(text: string): Purl {
  const purl = parsePurl(text)
  if (!purl.ok) throw usage(`--purl ${text}: ${purl.error.message}`)
  return purl.value
}

function readVers(options: Options): string {
  const vers = need(options, 'vers')
  const parsed = parseVers(vers)
  if (!parsed.ok) throw usage(`--vers ${vers}: ${parsed.error.message}`)
  return vers
}

function need(options: Options, name: string): string {
  const value = textOption(options, name)
  if (value === undefined) throw usage(`--${name} is needed`)
  return value
}

function usage(message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code: 'REVIEW_INVALID', message })
}
