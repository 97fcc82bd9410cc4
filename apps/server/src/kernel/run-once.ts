/** Runs a request once for its `Idempotency-Key`: where it changes an organisation, the claim is part of the change itself. */
import { withFirstWrite } from '../db/first-write.ts'
import type { Kernel } from './model.ts'
import { problemResponse } from './problem.ts'
import {
  type Claim,
  claimInside,
  claimRepeat,
  findRepeat,
  readRepeat,
  refuseUnderWay,
  releaseRepeat,
  RepeatClash,
  type RepeatKey,
  storeRepeat,
} from './repeat.ts'

export interface OnceWish extends RepeatKey {
  readonly isSecret: boolean
  /** The route is one of an organisation, whose changes are transactions of their own. */
  readonly isOfOrg: boolean
}

type Run = () => Promise<Response>

export async function runOnce(kernel: Kernel, run: Run, wish: OnceWish): Promise<Response> {
  return wish.isOfOrg ? runInside(kernel, run, wish) : runClaimed(kernel, run, wish)
}

/** Keys whose request runs in this process. Other processes meet in the database. */
const running = new WeakMap<Kernel, Set<string>>()

async function runInside(kernel: Kernel, run: Run, wish: OnceWish): Promise<Response> {
  const name = `${wish.caller}\n${wish.key}`
  const names = running.get(kernel) ?? new Set()
  running.set(kernel, names)
  if (names.has(name)) return answerClaim(refuseUnderWay())
  names.add(name)
  try {
    const found = await findRepeat(kernel.db, wish)
    return found.kind === 'first' ? await runFirst(kernel, run, wish) : answerClaim(found)
  } finally {
    names.delete(name)
  }
}

async function runFirst(kernel: Kernel, run: Run, wish: OnceWish): Promise<Response> {
  const first = { write: async (tx: Kernel['db']) => claimInside(tx, wish), isDone: false, isOpen: true }
  try {
    const response = await withFirstWrite(first, run)
    await storeRepeat(kernel.db, wish, { response, isSecret: wish.isSecret, isCommitted: first.isDone })
    return response
  } catch (cause) {
    if (!(cause instanceof RepeatClash)) throw cause
    const claim = await readRepeat(kernel.db, wish)
    if (claim.kind === 'first') throw cause
    return answerClaim(claim)
  }
}

async function runClaimed(kernel: Kernel, run: Run, wish: OnceWish): Promise<Response> {
  const claim = await claimRepeat(kernel.db, wish)
  if (claim.kind !== 'first') return answerClaim(claim)
  try {
    const response = await run()
    await storeRepeat(kernel.db, wish, { response, isSecret: wish.isSecret, isCommitted: false })
    return response
  } catch (cause) {
    await releaseRepeat(kernel.db, wish)
    throw cause
  }
}

function answerClaim(claim: Exclude<Claim, { readonly kind: 'first' }>): Response {
  return claim.kind === 'again' ? claim.response : problemResponse(claim.problem)
}
