/** The whole server as a process part: opens the store, starts what runs beside the requests, listens, and stops in order. */
import { makeHandover } from '../accounts/handover.ts'
import { makeSetUpCode } from '../accounts/set-up.ts'
import type { AfterCommit } from '../db/org-scope.ts'
import { openStore, type Store } from '../db/open.ts'
import { listenFeddb, type RawRequest } from '../feddb/listen.ts'
import { startSchedule } from '../analysis/schedule.ts'
import { startWorker } from '../jobs/worker.ts'
import type { Kernel, LogEntry } from '../kernel/model.ts'
import { sweepSpool } from '../kernel/spool.ts'
import { toInstant } from '../kernel/time.ts'
import type { Vault } from '../kernel/vault.ts'
import { createFeddbMount, type FeddbMount } from '../knowledge/feddb-mount.ts'
import { closeStore } from '../knowledge/store.ts'
import { startLedgers } from '../ledger/ledgers.ts'
import { startLedgerChecks } from '../ledger/schedule.ts'
import { startNotices } from '../notices/run.ts'
import { createSmtpMailer } from '../notices/smtp.ts'
import { openVault } from '../ops/open-vault.ts'
import { createPublicSite, type Site } from '../public/site.ts'
import { seedSample } from '../sample/seed-sample.ts'
import { type App, createApp } from './create-app.ts'
import { prepareFirstStart } from './first-start.ts'
import { makeKernel } from './make-kernel.ts'
import { createWebServer } from './serve-web.ts'
import type { ServerSettings } from './settings.ts'
import { handlers, jobKinds } from './wire.ts'

export interface StartOptions {
  readonly settings: ServerSettings
  /** The built web application. */
  readonly webDir: string
  /** The page that checks packages, as one HTML file; undefined where it was not built. */
  readonly verifierPage: string | undefined
  readonly log: (entry: LogEntry) => void
}

export interface StartedServer {
  /** Where it listens; with the port that the system chose. */
  readonly url: string
  readonly mode: ServerSettings['mode']
  readonly hasWeb: boolean
  /** For the first account of a team; undefined where there is one, or none is needed. */
  readonly setUpCode: string | undefined
  /** Signs the owner of a local server in, once; undefined in a team, or while nobody signs in. */
  readonly handover: string | undefined
  /** Lets requests and jobs under way end, then closes everything. */
  readonly stop: () => Promise<void>
}

/** Requests may carry an image of some gigabytes, and 64 MB over a slow line; what else comes slowly is cut earlier. */
const times = { request: 1_800_000, idle: 120_000 }

/** Throws StoreError, VaultError, or the system's error where the address cannot be had. */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const store = await openStore(options.settings)
  sweepSpool(options.settings.dataDir)
  try {
    const vault = await openVault(store, options.settings, toInstant(Date.now()))
    return await run({ store, vault }, options)
  } catch (cause) {
    await store.close()
    throw cause
  }
}

interface Opened {
  readonly store: Store
  readonly vault: Vault
}

/** Listens first: where the system chooses the port, only then is known what people reach it by. */
async function run({ store, vault }: Opened, options: StartOptions): Promise<StartedServer> {
  let answer: Answer | undefined
  let close = (): void => undefined
  const { host, port } = options.settings
  const listening = await listenFeddb(
    {
      fetch: async (request, raw) => answer?.(request, raw) ?? starting(),
      close: () => close(),
    },
    { host, port, times },
  )
  const settings = { ...options.settings, publicUrl: publicUrlOf(options.settings, listening.url) }
  const beside = startBeside({ store, vault }, settings, options.log)
  try {
    const ready = await prepare(beside.kernel, { ...options, settings })
    answer = ready.answer
    close = ready.close
    const sample = settings.hasSample ? prepareSample(beside.kernel) : Promise.resolve()
    return {
      url: listening.url,
      mode: settings.mode,
      hasWeb: ready.hasWeb,
      setUpCode: await makeSetUpCode(beside.kernel),
      handover: await makeHandover(beside.kernel),
      stop: async () => {
        await listening.stop()
        await sample
        await beside.stop()
        await store.close()
      },
    }
  } catch (cause) {
    await listening.stop()
    await beside.stop()
    throw cause
  }
}

type Answer = (request: Request, raw: { readonly incoming?: RawRequest }) => Promise<Response>

/** Port 0 is nobody's address. */
function publicUrlOf({ port, publicUrl }: ServerSettings, url: string): string {
  return port === 0 && publicUrl.endsWith(':0') ? url : publicUrl
}

function starting(): Response {
  return new Response('starting', { status: 503, headers: { 'retry-after': '1' } })
}

interface Ready {
  readonly answer: Answer
  readonly close: () => void
  readonly hasWeb: boolean
}

async function prepare(
  kernel: Kernel,
  { settings, webDir, verifierPage, log }: StartOptions,
): Promise<Ready> {
  await prepareFirstStart(kernel)
  const feddb = settings.servesFeddb ? createFeddbMount(kernel) : undefined
  const web = createWebServer(webDir)
  const site = createPublicSite({ kernel, verifierPage })
  const app = createServerApp(kernel, { settings, web, feddb, site })
  if (app.missing.length > 0) {
    log({ level: 'error', what: 'routes without a handler', routes: app.missing.join(' ') })
  }
  return {
    answer: async (request, raw) => app.fetch(request, raw.incoming?.socket),
    close: () => feddb?.close(),
    hasWeb: web !== undefined,
  }
}

/** Beside the first requests: nobody waits for it. A failure leaves the server without its sample, and is told. */
async function prepareSample(kernel: Kernel): Promise<void> {
  try {
    const state = await seedSample(kernel)
    if (state === 'absent') kernel.log({ level: 'warn', what: 'the sample product was not shipped' })
  } catch (cause) {
    const error = cause instanceof Error ? cause.name : 'unknown'
    kernel.log({ level: 'error', what: 'the sample product could not be made', error })
  }
}

interface Beside {
  readonly kernel: Kernel
  readonly stop: () => Promise<void>
}

/** Ledgers, jobs, notices. They need the kernel, and it needs to wake them: `late` is set before the first request. */
function startBeside({ store, vault }: Opened, settings: ServerSettings, log: StartOptions['log']): Beside {
  const ledgers = startLedgers({ db: store.db, settings, log })
  let wakeJobs = (): void => undefined
  const after: AfterCommit = {
    wakeJobs: () => wakeJobs(),
    wakeLedger: ledgers.wake,
    recorded: ledgers.recorded,
  }
  const kernel = makeKernel({ store, settings, clock: Date.now, log, after, vault })
  const worker = startWorker({ store, kernel, kinds: jobKinds })
  wakeJobs = worker.wake
  const { smtpUrl, mailFrom, allowsPrivateWebhooks } = settings.notices ?? { allowsPrivateWebhooks: false }
  const mailer =
    smtpUrl === undefined || mailFrom === undefined ? undefined : createSmtpMailer(smtpUrl, mailFrom)
  const notices = startNotices(kernel, { mailer, allowsPrivate: allowsPrivateWebhooks })
  const schedule = startSchedule(kernel)
  const checks = startLedgerChecks(kernel)
  const stop = async (): Promise<void> => {
    schedule.stop()
    checks.stop()
    await notices.stop()
    await worker.stop()
    await ledgers.stop()
    mailer?.close()
    closeStore(kernel)
  }
  return { kernel, stop }
}

interface AppWish {
  readonly settings: ServerSettings
  readonly web: ReturnType<typeof createWebServer>
  readonly feddb: FeddbMount | undefined
  readonly site: Site
}

function createServerApp(kernel: Kernel, { settings, web, feddb, site }: AppWish): App {
  return createApp({
    kernel,
    handlers,
    trustsProxy: settings.trustsProxy,
    ...(settings.metricsToken === undefined ? {} : { metricsToken: settings.metricsToken }),
    ...(web === undefined ? {} : { web }),
    others: async (request, peer) => (await site(request, peer)) ?? feddb?.answer(request),
  })
}
