/** Ways in: drop files for a product, see them being read, and what was read of each. */
import { productRoutes } from '@occtet/contract/api'
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
import { UploadResult } from './upload-result.tsx'
import { type Target, useUpload } from './use-upload.ts'

const newProduct = ''

export function Page() {
  const org = useParam('org')
  const reading = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  return (
    <Shown reading={reading}>
      {({ rows }) => <Add org={org} products={rows.map(({ slug, name }) => ({ slug, name }))} />}
    </Shown>
  )
}

interface AddProps {
  readonly org: string
  readonly products: readonly { readonly slug: string; readonly name: string }[]
}

function Add({ org, products }: AddProps) {
  const t = useWords(inventoryWords)
  const { search } = useHere()
  const [product, setProduct] = useState(search['product'] ?? products[0]?.slug ?? newProduct)
  const [name, setName] = useState('')
  const [version, setVersion] = useState(search['release'] ?? (product === newProduct ? '1.0.0' : 'current'))
  const [isAsked, setAsked] = useState(false)
  const upload = useUpload(org)
  const taken = upload.results.filter(({ kind }) => kind === 'taken').length
  const isNameless = product === newProduct && name.trim() === ''
  const target: Target =
    product === newProduct ? { kind: 'new', name, version } : { kind: 'known', product, version }
  const onFiles = (files: readonly File[]): void => {
    setAsked(true)
    if (!isNameless) void upload.send(target, files)
  }
  return (
    <Stack>
      <Lead
        answer={taken === 0 ? t('add.answer') : t('add.answer.done', { n: taken })}
        below={<p>{t('add.below')}</p>}
      />
      <Card label={t('add.product')}>
        <Select
          label={t('add.product')}
          value={product}
          onValue={(next) => {
            setProduct(next)
            setVersion(next === newProduct ? '1.0.0' : 'current')
          }}
          choices={[
            ...products.map((one) => ({ value: one.slug, word: one.name })),
            { value: newProduct, word: t('add.newProduct') },
          ]}
        />
        {product === newProduct ? (
          <TextField
            label={t('add.name')}
            value={name}
            onValue={setName}
            error={isAsked && isNameless ? t('add.needName') : undefined}
          />
        ) : null}
        <TextField label={t('add.version')} value={version} onValue={setVersion} />
        <DropZone onFiles={onFiles} />
      </Card>
      <UploadResult org={org} upload={upload} />
    </Stack>
  )
}
