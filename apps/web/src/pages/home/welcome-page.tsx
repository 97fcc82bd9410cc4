/** First run, and each new product: look at the sample, drop a file, or connect a folder. */
import { accountRoutes, productRoutes, uploadRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useGo, useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Stack } from '../../parts/layout.tsx'
import styles from './choices.module.css'
import { DropDoor } from './drop-door.tsx'
import { FolderDoor } from './folder-door.tsx'

export function Page() {
  const t = useWords(homeWords)
  const org = useParam('org')
  const { sample, target, isLocal } = usePlaces(org)
  const doors = 1 + (isLocal ? 1 : 0) + (sample === undefined ? 0 : 1)
  const [name, setName] = useState('')
  const [version, setVersion] = useState('')
  const add = useAdd(target?.slug ?? org, { name, version })
  return (
    <>
      <Lead answer={t('welcome.lead', { n: doors })} below={t('welcome.keeps')} />
      <Stack>
        <Card title={t('welcome.product')}>
          <div className={styles.names}>
            <TextField label={t('welcome.name')} value={name} onValue={setName} maxLength={200} />
            <TextField label={t('welcome.version')} value={version} onValue={setVersion} maxLength={100} />
          </div>
          {add.problem === undefined ? null : (
            <p role="alert" className={styles.problem}>
              {t(add.problem)}
            </p>
          )}
        </Card>
        <div className={styles.doors}>
          <DropDoor isBusy={add.isBusy} onFile={(file) => void add.file(file)} />
          {isLocal ? <FolderDoor isBusy={add.isBusy} onFolder={(path) => void add.folder(path)} /> : null}
          {sample === undefined ? null : (
            <Card label={t('welcome.sample')}>
              <div className={styles.door}>
                <h2>{t('welcome.sample')}</h2>
                <p>{t('welcome.sampleText')}</p>
                <LinkButton to={{ page: 'home', params: { org: sample.slug } }}>
                  {t('welcome.sample')}
                </LinkButton>
              </div>
            </Card>
          )}
        </div>
      </Stack>
    </>
  )
}

/** The sample where there is one, and where a new product goes: this organisation, else the first that is no sample. */
function usePlaces(org: string) {
  const { data } = useRoute(accountRoutes['session.show'], { params: {} })
  const organisations = data?.organisations ?? []
  const own = organisations.filter(({ isSample }) => !isSample)
  return {
    sample: organisations.find(({ isSample }) => isSample),
    target: own.find(({ slug }) => slug === org) ?? own[0],
    isLocal: data?.mode === 'local',
  }
}

interface Named {
  readonly name: string
  readonly version: string
}

/** Makes the product with its release, hands over what was chosen, and opens the release. */
function useAdd(org: string, { name, version }: Named) {
  const go = useGo()
  const [problem, setProblem] = useState<'welcome.nameFirst'>()
  const [made, setMade] = useState<{ readonly product: string; readonly release: string }>()
  const create = useChange(productRoutes['products.create'], { outdates: [productRoutes['products.list']] })
  const upload = useChange(uploadRoutes['uploads.create'])
  const connect = useChange(uploadRoutes['uploads.connect'])

  const make = async (): Promise<typeof made> => {
    if (made !== undefined) return made
    if (name.trim() === '' || version.trim() === '') {
      setProblem('welcome.nameFirst')
      return undefined
    }
    setProblem(undefined)
    const answer = await create.send({
      params: { org },
      body: { name: name.trim(), version: version.trim() },
    })
    if (answer === undefined) return undefined
    const place = { product: answer.product.slug, release: version.trim() }
    setMade(place)
    return place
  }
  const file = async (chosen: File): Promise<void> => {
    const place = await make()
    if (place === undefined) return
    const body = new Uint8Array(await chosen.arrayBuffer())
    const answer = await upload.send({ params: { org, ...place }, query: { name: chosen.name }, body })
    if (answer !== undefined) go({ page: 'inventory', params: { org, ...place } })
  }
  const folder = async (path: string): Promise<void> => {
    const place = await make()
    if (place === undefined) return
    const answer = await connect.send({ params: { org, ...place }, body: { path } })
    if (answer !== undefined) go({ page: 'inventory', params: { org, ...place } })
  }
  const isBusy = [create, upload, connect].some(({ state }) => state === 'sending' || state === 'retrying')
  return { problem, file, folder, isBusy }
}
