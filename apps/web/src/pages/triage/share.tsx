/** Share with customers: what a VEX document would state, hold back and lose; and documents of others, plan first. */
import { type AnswerOf, vexRoutes } from '@occtet/contract/api'
import { triageWords } from '@occtet/ui'
import { useState } from 'react'
import { Refusal, toRefusal } from '../../api/refusal.ts'
import { send, urlOf } from '../../api/send.ts'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { showToast } from '../../app/toasts.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Select } from '../../parts/field.tsx'
import { Shown } from '../../parts/states.tsx'
import type { T } from './model.ts'
import type { Triage } from './use-triage.ts'

const formats = ['openvex', 'cyclonedx', 'csaf', 'spdx'] as const
const names = { openvex: 'OpenVEX', cyclonedx: 'CycloneDX', csaf: 'CSAF', spdx: 'SPDX' } as const
const trusts = ['supplier', 'other', 'own'] as const

type Plan = AnswerOf<(typeof vexRoutes)['vex.plan']>

export function Share({ triage, onClose }: { triage: Triage; onClose: () => void }) {
  const t = useWords(triageWords)
  const mayImport = useMay('triage.decide')
  const product = triage.evidence.data?.product
  return (
    <Dialog title={t('share.title')} onClose={onClose} place="side">
      {product === undefined ? (
        <p>{t('panel.none')}</p>
      ) : (
        <>
          <p>
            <strong>
              {product.name} {product.release}
            </strong>
          </p>
          <Export org={triage.org} product={product.slug} release={product.release} t={t} />
          {mayImport ? <Import org={triage.org} product={product.slug} t={t} /> : null}
        </>
      )}
    </Dialog>
  )
}

interface Of {
  readonly org: string
  readonly product: string
  readonly t: T
}

function Export({ org, product, release, t }: Of & { readonly release: string }) {
  const [format, setFormat] = useState<(typeof formats)[number]>('openvex')
  const params = { org, product, release }
  const reading = useRoute(vexRoutes['vex.preview'], { params, query: { format } }, { keepsFormer: true })
  return (
    <>
      <Select
        label={t('share.format')}
        value={format}
        choices={formats.map((value) => ({ value, word: names[value] }))}
        onValue={setFormat}
      />
      <Shown reading={reading} rows={3}>
        {({ statements, withheld, losses, refused }) => (
          <>
            <p>
              {t('share.states', {
                not_affected: statements.not_affected,
                affected: statements.affected,
                fixed: statements.fixed,
                looking: statements.under_investigation,
              })}
            </p>
            <p>{t('share.withheld', { ...withheld })}</p>
            {refused === undefined ? (
              <Losses losses={losses.map(({ message }) => message)} t={t} />
            ) : (
              <p role="alert" lang="en">
                {refused.message}
              </p>
            )}
            {refused === undefined ? (
              <a
                className="btn"
                href={urlOf(vexRoutes['vex.export'], { params, query: { format } })}
                download
              >
                {t('share.download')}
              </a>
            ) : null}
          </>
        )}
      </Shown>
    </>
  )
}

function Losses({ losses, t }: { losses: readonly string[]; t: T }) {
  if (losses.length === 0) return <p className="q">{t('share.noLoss')}</p>
  return (
    <>
      <p className="q">{t('share.losses')}</p>
      <ul className="q" lang="en">
        {[...new Set(losses)].slice(0, 20).map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
    </>
  )
}

function Import({ org, product, t }: Of) {
  const [trust, setTrust] = useState<(typeof trusts)[number]>('supplier')
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array }>()
  const [plan, setPlan] = useState<Plan | Refusal>()
  const take = useChange(vexRoutes['vex.import'], { saved: t('share.done') })
  const params = { org, product }
  const choose = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    setFile({ name: chosen.name, bytes })
    const query = { trust, name: chosen.name }
    setPlan(await send(vexRoutes['vex.plan'], { params, query, body: bytes }).catch(toRefusal))
  }
  const importNow = async (): Promise<void> => {
    if (file === undefined) return showToast({ text: t('share.choose') }) as unknown as void
    await take.send({ params, query: { trust, name: file.name }, body: file.bytes })
    setPlan(undefined)
  }
  return (
    <section>
      <h3>{t('share.import')}</h3>
      <Select
        label={t('share.trust')}
        value={trust}
        choices={trusts.map((value) => ({ value, word: t(`share.trust.${value}`) }))}
        onValue={setTrust}
      />
      <label className="btn">
        {t('share.choose')}
        <input
          className="vh"
          type="file"
          accept="application/json,.json"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      {plan instanceof Refusal ? <p role="alert">{plan.message}</p> : null}
      {plan === undefined || plan instanceof Refusal ? null : (
        <>
          <h4>{t('share.plan')}</h4>
          <p>
            {t('share.planText', {
              adopt: plan.adopt.length,
              same: plan.same,
              conflicts: plan.conflicts.length,
              upstream: plan.upstream.length,
            })}
          </p>
          <Button onPress={() => void importNow()}>{t('share.doImport')}</Button>
        </>
      )}
    </section>
  )
}
