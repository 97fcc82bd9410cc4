/** What handlers of the self-assessment share: read or change, and answer. */
import type { Language, Mode } from '@occtet/toolkit/cra'
import type { Caller, OrgScope, Recorded, Reply } from '../kernel/model.ts'
import { type Changing, reloadAndKeep, rowsIn } from './save.ts'
import { isRefused, type Loaded, loadCra, type Refused, type Wanted } from './load.ts'

/** As much of a call as is needed here. */
export interface CraCall {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly params: { readonly product: string; readonly release?: string }
  readonly query?:
    | {
        readonly lang?: Language | undefined
        readonly mode?: Mode | undefined
        readonly release?: string | undefined
      }
    | undefined
}

export function wantedBy({ params, query, now }: CraCall): Wanted {
  return {
    product: params.product,
    release: params.release ?? query?.release,
    lang: query?.lang,
    mode: query?.mode,
    now,
  }
}

/** Reads and shows; `show` may refuse. */
export async function showCra<T extends object>(
  call: CraCall,
  show: (loaded: Loaded) => T | Refused | Promise<T | Refused>,
): Promise<Reply<T>> {
  const loaded = await loadCra(call.org, wantedBy(call))
  if (isRefused(loaded)) return loaded
  const value = await show(loaded)
  return isRefused(value) ? value : { kind: 'value', value }
}

/** Thrown inside a change to undo it; the refusal is the answer. */
class Undo extends Error {
  override readonly name = 'Undo'
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.code)
    this.refused = refused
  }
}

export interface ChangeSteps<T> {
  /** Writes; a refusal undoes everything. */
  readonly write: (at: Changing) => Promise<Refused | undefined>
  /** Of the state after it. */
  readonly show: (loaded: Loaded, recorded: Recorded) => T
}

/** One transaction: read, write, keep the standing; then what stands there now. */
export async function changeCra<T>(call: CraCall, { write, show }: ChangeSteps<T>): Promise<Reply<T>> {
  const wanted = wantedBy(call)
  try {
    const changed = await call.org.change(async (change) => {
      const { org, caller } = call
      const loaded = orUndo(await loadCra(rowsIn({ org, change }), wanted))
      const at: Changing = { org, change, caller, loaded }
      const refused = await write(at)
      if (refused !== undefined) throw new Undo(refused)
      return orUndo(await reloadAndKeep(at, wanted))
    })
    return { kind: 'value', value: show(changed.value, await changed.recorded()) }
  } catch (error) {
    if (error instanceof Undo) return error.refused
    throw error
  }
}

function orUndo(loaded: Loaded | Refused): Loaded {
  if (isRefused(loaded)) throw new Undo(loaded)
  return loaded
}
