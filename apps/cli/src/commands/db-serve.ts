/** `occtet db serve`: the FedDB over HTTP, for osv-scanner, ORT, ScanCode.io and other nodes. */
import { createFeddbApp, listenFeddb, type RequestLog } from '@occtet/server/feddb'
import {
  ExchangeError,
  hasFeddb,
  listPackageClaims,
  openFeddb,
  openReviewPolicy,
  type ProvenAnswer,
  proveAnswer,
  readReviewPolicy,
} from '@occtet/toolkit/adapters'
import { type AdvisoryStore, createFinder, withCurations } from '@occtet/toolkit/advisories'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { type AdvisoryClaim, type Purl, parsePurl } from '@occtet/toolkit/model'
import { clockOf } from '../advisory-data.ts'
import { type Context, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { flagOption, numberOption, type Options, textOption } from '../options.ts'
import { reviewPolicyPath } from '../reviews.ts'
import { stopSignal } from '../stop-signal.ts'

const defaultMaxAge = 30

/** Runs until SIGINT or SIGTERM. The address is the first line on standard output; requests are told on standard error. */
export async function runServe(context: Context, options: Options): Promise<ExitCode> {
  const dir = feddbFolder(context, textOption(options, 'db'))
  if (!hasFeddb(dir)) throw nothingToServe(dir)
  const clock = clockOf(context)
  const maxAge = numberOption(options, 'maxAge') ?? defaultMaxAge
  const open = (): AdvisoryStore => openFeddb(dir, clock, maxAge)
  const app = createFeddbApp({
    openStore: () => withPublicReviews(context, open()),
    snapshotDir: dir,
    prove: (purl) => provePackage(dir, purl),
    listPackages: () => listPackages(context, dir, open),
    clock,
    ...(flagOption(options, 'quiet') ? {} : { log: (entry) => context.say(formatEntry(entry)) }),
  })
  const host = textOption(options, 'host') ?? '127.0.0.1'
  if (!isLoopback(host)) {
    context.say(
      `Warning: ${host} can be reached from other machines. There is no access control and no encryption here:\n` +
        '         put a reverse proxy in front of it, or stay on 127.0.0.1.\n',
    )
  }
  const server = await listenFeddb(app, { host, port: numberOption(options, 'port') ?? 0 }).catch(
    (cause: unknown) => {
      throw listenFailure(host, cause)
    },
  )
  context.out(flagOption(options, 'json') ? `${JSON.stringify({ url: server.url })}\n` : `${server.url}\n`)
  await stopSignal()
  await server.stop()
  return exitCodes.done
}

/** As everywhere, but without statements under embargo: those never leave this machine. */
function withPublicReviews(context: Context, store: AdvisoryStore): AdvisoryStore {
  const policy = readReviewPolicy(reviewPolicyPath(context))
  if (policy === undefined || policy.reviewers.length === 0) return store
  return withCurations(store, createFinder(store, openReviewPolicy(policy), []))
}

/** With the same reviews as every answer. */
function* listPackages(
  context: Context,
  dir: string,
  open: () => AdvisoryStore,
): Generator<readonly AdvisoryClaim[], void, undefined> {
  const store = open()
  let current: readonly AdvisoryClaim[] = []
  const reviewed = withPublicReviews(context, { ...store, claimsFor: () => current })
  try {
    for (const { key, claims } of listPackageClaims(dir)) {
      current = claims
      const purl = parsePurl(key)
      yield purl.ok ? reviewed.claimsFor(purl.value) : claims
    }
  } finally {
    store.close()
  }
}

function provePackage(dir: string, purl: Purl): Result<ProvenAnswer, 'PROOF_UNPUBLISHED'> {
  try {
    return ok(proveAnswer(dir, purl))
  } catch (cause) {
    if (cause instanceof ExchangeError && cause.code === 'NOTHING_TO_PUBLISH') return err('PROOF_UNPUBLISHED')
    throw cause
  }
}

function nothingToServe(dir: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.incomplete,
    code: 'FEDDB_MISSING',
    message: `there is nothing to serve in ${dir}`,
    hint: 'Fill it first: occtet db import FILE, or occtet db sync.',
  })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function formatEntry(entry: RequestLog): string {
  return `${JSON.stringify(entry)}\n`
}

function listenFailure(host: string, cause: unknown): CommandFailure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'LISTEN_FAILED'
  return new CommandFailure({
    exitCode: exitCodes.network,
    code,
    message: `cannot listen on ${host}: ${code}`,
    hint: 'Choose another --port or --host.',
    cause,
  })
}
