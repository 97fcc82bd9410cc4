/** What a question is asked about: the thing on screen, a product, or the law alone. */
import { askWords } from '@occtet/ui'
import { useState } from 'react'
import { type OnScreen, useShownThing } from '../../app/ask-state.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import type { Choice } from '../../parts/field.tsx'
import type { Question } from './thread.ts'

export interface About {
  readonly value: string
  readonly word: string
  readonly thing: OnScreen | undefined
  /** Of the thing or the product, as people know it. */
  readonly name: string
  /** What the question carries for it. */
  readonly asked: Pick<Question, 'product' | 'release' | 'about'>
}

export interface Abouts {
  readonly chosen: About
  readonly choices: readonly Choice<string>[]
  readonly choose: (value: string) => void
}

interface ProductName {
  readonly slug: string
  readonly name: string
}

/** What is on screen is meant first; a choice holds until something else is on screen. */
export function useAbout(hasAllProducts: boolean): Abouts {
  const t = useWords(askWords)
  const { params } = useHere()
  const thing = useShownThing()
  const products = useFrame().data?.products ?? []
  const { product: here, release } = thing ?? params
  const ofThings = thing === undefined ? [] : [ofThing(t, thing)]
  const ofProducts = offer(products, here, hasAllProducts).map((one) =>
    ofProduct(t, one, one.slug === here ? release : undefined),
  )
  const usual = (here === undefined ? [] : [...ofThings, ...ofProducts]).at(0) ?? ofLaw(t)
  const all = [...ofThings, ...ofProducts, ofLaw(t)]
  const scene = JSON.stringify([thing?.kind, thing?.id, here, release])
  const [choice, setChoice] = useState({ scene, value: '' })
  const wanted = choice.scene === scene ? choice.value : ''
  return {
    chosen: all.find(({ value }) => value === wanted) ?? usual,
    choices: all.map(({ value, word }) => ({ value, word })),
    choose: (value) => setChoice({ scene, value }),
  }
}

/** The product of this page first; all others where they are wanted. */
function offer(
  products: readonly ProductName[],
  here: string | undefined,
  hasAll: boolean,
): readonly ProductName[] {
  const own = products.find(({ slug }) => slug === here)
  const first = here === undefined ? [] : [own ?? { slug: here, name: here }]
  return hasAll ? [...first, ...products.filter(({ slug }) => slug !== here)] : first
}

type T = WordsOf<typeof askWords>

/** The server knows no document by itself: it stands in the words of the question. */
function ofThing(t: T, thing: OnScreen): About {
  const { kind, id, name, product, release } = thing
  return {
    value: 'thing',
    word: t(`about.thing.${kind}`, { name }),
    thing,
    name,
    asked: {
      product,
      ...(isVersion(release) ? { release } : {}),
      ...(kind === 'document' ? {} : { about: { kind, id } }),
    },
  }
}

function ofProduct(t: T, { slug, name }: ProductName, release: string | undefined): About {
  const shown = isVersion(release) ? `${name} ${release}` : name
  return {
    value: `product/${slug}`,
    word: t('about.product', { name: shown }),
    thing: undefined,
    name: shown,
    asked: { product: slug, ...(isVersion(release) ? { release } : {}) },
  }
}

function ofLaw(t: T): About {
  return { value: 'law', word: t('about.law'), thing: undefined, name: '', asked: {} }
}

/** `current` is the name that addresses have for it, and what the server takes where none is named. */
function isVersion(release: string | undefined): release is string {
  return release !== undefined && release !== 'current'
}
