/** Ways in: drop files for a product, see them being read, and what was read of each. */
import { productRoutes, sessionRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useHere, useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { DropZone } from './drop-zone.tsx'
import { FolderForm } from './folder-form.tsx'
import styles from './inventory.module.css'
import { UploadResult } from './upload-result.tsx'
import { type Target, useUpload } from './use-upload.ts'

const newProduct = ''

export function Page() {
  const org = useParam('org')
  const reading = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  return (
    <Shown reading={reading}>
      {({ rows }) => (
        <Add
          org={org}
          products={rows.map(({ slug, name, current }) => ({ slug, name, version: current?.version }))}
        />
      )}
    </Shown>
  )
}

interface AddProps {
  readonly org: string
  readonly products: readonly {
    readonly slug: string
    readonly name: string
    /** Of the current release. */
    readonly version: string | undefined
  }[]
}

function Add({ org, products }: AddProps) {
  const t = useWords(inventoryWords)
  const { search } = useHere()
  const [{ product, name, version }, setWhere] = useState<Aim>(() => {
    const first = search['product'] ?? products[0]?.slug ?? newProduct
    return { product: first, name: '', version: search['release'] ?? usualVersion(products, first) }
  })
  const [isAsked, setAsked] = useState(false)
  const upload = useUpload(org)
  const session = useRoute(sessionRoutes['session.show'], { params: {} })
  const taken = upload.results.filter(({ kind }) => kind === 'taken').length
  const isNameless = product === newProduct && name.trim() === ''
  const target: Target =
    product === newProduct ? { kind: 'new', name, version } : { kind: 'known', product, version }
  const ifNamed = (run: () => Promise<void>): void => {
    setAsked(true)
    if (!isNameless) void run()
  }
  return (
    <Stack>
      <Lead
        answer={taken === 0 ? t('add.answer') : t('add.answer.done', { n: taken })}
        below={<p>{t('add.below')}</p>}
      />
      <Card label={t('add.product')}>
        <div className={styles.form}>
          <Where
            products={products}
            where={{ product, name, version }}
            setWhere={setWhere}
            error={isAsked && isNameless ? t('add.needName') : undefined}
          />
          <DropZone onFiles={(files) => ifNamed(async () => upload.send(target, files))} />
          {session.data?.mode === 'local' ? (
            <FolderForm onFolder={(path) => ifNamed(async () => upload.connect(target, path))} />
          ) : null}
        </div>
      </Card>
      <UploadResult org={org} upload={upload} />
    </Stack>
  )
}

/** What stands in the fields; `product` empty: a new one. */
interface Aim {
  readonly product: string
  readonly name: string
  readonly version: string
}

function usualVersion(products: AddProps['products'], product: string): string {
  return products.find(({ slug }) => slug === product)?.version ?? '1.0.0'
}

interface WhereProps {
  readonly products: AddProps['products']
  readonly where: Aim
  readonly setWhere: (next: Aim) => void
  readonly error: string | undefined
}

/** Which product and release the files belong to. */
function Where({ products, where, setWhere, error }: WhereProps) {
  const t = useWords(inventoryWords)
  return (
    <>
      <Select
        label={t('add.product')}
        value={where.product}
        onValue={(product) => setWhere({ ...where, product, version: usualVersion(products, product) })}
        choices={[
          ...products.map((one) => ({ value: one.slug, word: one.name })),
          { value: newProduct, word: t('add.newProduct') },
        ]}
      />
      {where.product === newProduct ? (
        <TextField
          label={t('add.name')}
          value={where.name}
          onValue={(name) => setWhere({ ...where, name })}
          error={error}
        />
      ) : null}
      <TextField
        label={t('add.version')}
        value={where.version}
        onValue={(version) => setWhere({ ...where, version })}
      />
    </>
  )
}
