/** The public page of a product, as its owner sets it up. */
import type { publicRoutes } from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import type { PublicFileRow } from '../db/tables/public.ts'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Change, Handlers, OrgScope, Reply } from '../kernel/model.ts'
import { hashSecret, makeSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { currentName, findProduct } from '../products/find.ts'
import { pagePath } from './addresses.ts'
import { readAttestation } from './attestation.ts'
import { listLive, publishFile } from './files.ts'
import { collectOutgoing, type Outgoing } from './outgoing.ts'
import { findSigner } from './openpgp-keys.ts'
import type { OutgoingFile } from './outgoing-file.ts'
import { readPage } from './page-row.ts'
import { reportHandlers } from './report-handlers.ts'
import { keepSignature, signFile } from './sign-job.ts'
import { showSettings, toFileView } from './settings-view.ts'

type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>

const PREVIEW_SECONDS = 600

export const publicHandlers: Handlers<typeof publicRoutes> = {
  ...reportHandlers,
  'public.settings': async ({ params, org, kernel }) => {
    const product = await findProduct(org, params.product)
    return product === undefined
      ? missing
      : { kind: 'value', value: await showSettings(kernel, org, product) }
  },
  'public.save': async ({ params, body, org, caller, kernel, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const { wishes } = body
    if (wishes.isOn && wishes.parts.csaf && wishes.publisher.name.trim() === '')
      return refuse('PUBLISHER_MISSING', 'expected the name of the publisher')
    if (wishes.isOn && wishes.parts.securityTxt && wishes.contacts.length === 0 && !wishes.parts.reports)
      return refuse('CONTACT_MISSING', 'expected a contact, or the report form')
    const saved = await org.change(async (change) => {
      const before = await readPage({ id: org.id, db: change.db }, product)
      if (before.version !== body.version) return false
      const row = {
        is_on: wishes.isOn ? 1 : 0,
        wishes: JSON.stringify(wishes),
        version: before.version + 1,
        updated_at: now,
      }
      await change.db
        .insertInto('public_page')
        .values({ org_id: org.id, product_id: product.id, ...row })
        .onConflict((conflict) => conflict.columns(['org_id', 'product_id']).doUpdateSet(row))
        .execute()
      note(change, caller, { product: product.slug, setting: 'public page', text: row.wishes })
      return true
    })
    if (!saved.value)
      return {
        kind: 'refused',
        status: 409,
        code: 'CONFLICT',
        message: 'somebody else changed it in between',
      }
    return {
      kind: 'value',
      value: { settings: await showSettings(kernel, org, product), recorded: await saved.recorded() },
    }
  },
  'public.preview': async ({ params, org, kernel, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const token = makeSecret()
    const until = addSeconds(now, PREVIEW_SECONDS)
    await org.change(async (change) => {
      await change.db
        .deleteFrom('public_preview')
        .where('org_id', '=', org.id)
        .where('until', '<=', now)
        .execute()
      await change.db
        .insertInto('public_preview')
        .values({ org_id: org.id, product_id: product.id, token_hash: hashSecret(token), until })
        .execute()
    })
    return {
      kind: 'value',
      value: {
        url: `${kernel.settings.publicUrl}${pagePath(org.slug, product.slug)}/?preview=${token}`,
        until,
      },
    }
  },
  'public.outgoing': async ({ params, query, org, now }) => {
    const found = await findOutgoing(org, {
      product: params.product,
      release: query.release ?? currentName,
      now,
    })
    if (found === undefined) return missing
    const { outgoing, release } = found
    if (outgoing === undefined) return nothing
    const files = outgoing.files.map(({ kind, path, bytes, sha256 }) => ({
      kind,
      path,
      size: bytes.length,
      sha256,
    }))
    return {
      kind: 'value',
      value: {
        release,
        files,
        statements: outgoing.statements,
        withheld: outgoing.withheld,
        issues: [...outgoing.issues],
      },
    }
  },
  'public.publish': async ({ params, body, org, caller, kernel, now }) => {
    const found = await findOutgoing(org, { product: params.product, release: body.release, now })
    if (found === undefined) return missing
    if (found.outgoing === undefined) return nothing
    const chosen = body.files.map(({ path, sha256 }) =>
      found.outgoing?.files.find((file) => file.path === path && file.sha256 === sha256),
    )
    const files = chosen.flatMap((file) => file ?? [])
    if (files.length !== body.files.length)
      return {
        kind: 'refused',
        status: 409,
        code: 'FILES_CHANGED',
        message: 'something changed since these files were shown; look at them again',
      }
    const signer = await findSigner(org, kernel, now)
    const done = await org.change(async (change) => {
      const rows = []
      for (const file of files) {
        const row = await publishFile(org, change, {
          product: found.product,
          release: found.release,
          file,
          now,
        })
        rows.push(row)
        if (file.kind === 'csaf' && signer !== undefined) {
          await keepSignature(org, change, await signFile(org, row, { signer, bytes: file.bytes, now }))
        }
        recordPublished(change, caller, {
          product: found.product.slug,
          file,
          statements: found.outgoing?.statements ?? 0,
        })
      }
      return rows
    })
    return { kind: 'value', value: { files: done.value.map(toFileView), recorded: await done.recorded() } }
  },
  'public.addAttestation': async ({ params, query, body, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const read = readAttestation(query.name, body)
    if (!read.ok) return { kind: 'refused', status: 400, ...read.error }
    const done = await org.change(async (change) => {
      const row = await publishFile(org, change, { product, release: null, file: read.value, now })
      note(change, caller, { product: product.slug, setting: `published ${row.path}`, file: row })
      return row
    })
    return { kind: 'value', value: { file: toFileView(done.value), recorded: await done.recorded() } }
  },
  'public.withdraw': async ({ params, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const done = await org.change(async (change) => {
      const row = await change.db
        .updateTable('public_file')
        .set({ withdrawn_at: now })
        .where('org_id', '=', org.id)
        .where('product_id', '=', product.id)
        .where('id', '=', params.file)
        .where('withdrawn_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      if (row !== undefined)
        note(change, caller, { product: product.slug, setting: `withdrawn ${row.path}`, file: row })
      return row
    })
    if (done.value === undefined) return missing
    return { kind: 'value', value: { file: toFileView(done.value), recorded: await done.recorded() } }
  },
}

const missing: Refusal = {
  kind: 'refused',
  status: 404,
  code: 'NOT_FOUND',
  message: 'there is no such thing',
}
const nothing: Refusal = {
  kind: 'refused',
  status: 409,
  code: 'NOTHING_ANALYSED',
  message: 'nothing of this release was read yet',
}

function refuse(code: string, message: string): Refusal {
  return { kind: 'refused', status: 400, code, message }
}

interface Wanted {
  readonly product: string
  readonly release: string
  readonly now: string
}

async function findOutgoing(org: OrgScope, { product: slug, release, now }: Wanted) {
  const desk = await openReleaseDesk(org, slug, release)
  if (desk === undefined) return undefined
  const { wishes } = await readPage(org, desk.product)
  const published = await listLive(org, desk.product)
  const outgoing: Outgoing | undefined = await collectOutgoing(org, {
    desk,
    wishes,
    published,
    today: now.slice(0, 10),
  })
  return { product: desk.product, release: desk.release.version, outgoing }
}

function note(
  change: Change,
  caller: Caller,
  {
    product,
    setting,
    ...about
  }: { readonly product: string; readonly setting: string } & (
    | { readonly text: string }
    | { readonly file: Pick<PublicFileRow, 'path' | 'digest'> }
  ),
): void {
  const file = 'file' in about ? about.file : undefined
  const sha256 = 'file' in about ? about.file.digest : sha256Hex(about.text)

  change.record({
    type: 'config.changed',
    actor: toActor(caller),
    product,
    ...(file === undefined ? {} : { subject: [{ name: file.path, digest: { sha256 } }] }),
    data: { setting, sha256 },
  })
}

interface Published {
  readonly product: string
  readonly file: OutgoingFile
  readonly statements: number
}

function recordPublished(change: Change, caller: Caller, { product, file, statements }: Published): void {
  const { kind, path, sha256, about } = file
  const common = { actor: toActor(caller), product, subject: [{ name: path, digest: { sha256 } }] }
  switch (kind) {
    case 'csaf':
      return change.record({
        ...common,
        type: 'advisory.published',
        data: {
          advisory: about?.id ?? path,
          documentSha256: sha256,
          tlp: 'CLEAR',
          version: String(about?.version ?? 1),
          path,
        },
      })
    case 'vex':
      return change.record({
        ...common,
        type: 'vex.issued',
        data: { format: 'OpenVEX', documentSha256: sha256, version: '1', statements },
      })
    case 'sbom':
      return change.record({
        ...common,
        type: 'document.issued',
        data: { kind: 'other', documentSha256: sha256 },
      })
    case 'attestation':
    case 'package':
      return note(change, caller, { product, setting: `published ${path}`, file: { path, digest: sha256 } })
    default:
      return kind satisfies never
  }
}
