/** Makes a product of what was dropped or connected. */
import { homeRoutes, productRoutes, uploadRoutes } from '@occtet/contract/api'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useGo } from '../../app/place.ts'

interface Named {
  readonly name: string
  readonly version: string
}

/** Where the new product is named. */
const listing = [productRoutes['products.list'], homeRoutes['frame.show'], homeRoutes['home.show']]

/** Makes the product with its release, hands over what was chosen, and opens the release. */
export function useAdd(org: string, { name, version }: Named) {
  const go = useGo()
  const [problem, setProblem] = useState<'welcome.nameFirst'>()
  const [made, setMade] = useState<{ readonly product: string; readonly release: string }>()
  const create = useChange(productRoutes['products.create'], { outdates: listing })
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
