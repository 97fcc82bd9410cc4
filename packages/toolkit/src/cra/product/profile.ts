/** What the manufacturer states about the product and itself: `.occtet/product.yaml`, public by default. */

/**
 * Everything but `schema`, `id` and `product.name` may be missing: papers then show the gap, nothing is invented.
 * Trusted as the manufacturer's own statement: whoever can change the file decides what the papers say.
 */
export interface ProductProfile {
  readonly schema: 'occtet.product/1'
  /** Letters, digits, `-`: names the private folder of the product. */
  readonly id: string
  readonly product: ProductIdentity
  readonly manufacturer?: Manufacturer
  /** Where to report vulnerabilities (Art. 13(17), Annex II(2)). */
  readonly security?: {
    readonly contacts: readonly string[]
    readonly policyUrl?: string
    readonly encryptionKeyUrl?: string
    /** Days until a reporter gets a first answer. */
    readonly acknowledgeDays?: number
    /** Days from report to fix that the written procedure aims at (Annex I, Part II, point (2)). */
    readonly fixTargetDays?: number
  }
  readonly support?: {
    /** `YYYY-MM`, end of the support period (Art. 13(8), Annex II(7)). */
    readonly endsAt?: string
    readonly expectedUseYears?: number
    /** Reasons by the factors of Art. 13(8). */
    readonly reasons?: readonly string[]
  }
  readonly conformity?: Conformity
  /** Where papers can be read by users (Annex II(6), (9)). */
  readonly links?: {
    readonly declaration?: string
    readonly userInformation?: string
    readonly sbom?: string
    readonly updates?: string
  }
  /**
   * Countries (ISO 3166-1 alpha-2) by the steps of Art. 14(7): where decisions on cybersecurity are taken, the
   * establishment with the most employees, representative, importer, distributor, most users. They name the CSIRT.
   */
  readonly reporting?: Readonly<
    Partial<
      Record<'decisions' | 'employees' | 'representative' | 'importer' | 'distributor' | 'users', string>
    >
  >
  /** Facts that the classifier takes, by the names of the catalogue's `classification_inputs`. */
  readonly facts: Readonly<Record<string, unknown>>
  /** What the product is to those who use it, for CISA's SSVC decision on findings; without it there is no decision. */
  readonly exposure?: {
    /** SSVC "Mission Prevalence" 1.0.0: how much the work of the users hangs on it. */
    readonly missionPrevalence?: 'minimal' | 'support' | 'essential'
    /** SSVC "Public Well-Being Impact" 1.0.0: what its failure can do to people. */
    readonly publicWellBeing?: 'minimal' | 'material' | 'irreversible'
  }
  /** `private` (default): answers lie in `$OCCTET_HOME/private/ID/`; `tracked`: in `.occtet/`, for the team and the public to read. */
  readonly answers?: 'private' | 'tracked'
}

export interface ProductIdentity {
  readonly name: string
  readonly version?: string
  /** Type, model, batch, as it stands on the product (Art. 13(15), Annex II(3)). */
  readonly type?: string
  readonly purl?: string
  /** Of the product as a whole: an SPDX expression, or as its license is called. */
  readonly license?: string
  readonly description?: string
  /** Annex II(4), Annex VII(1)(a). */
  readonly intendedPurpose?: string
  readonly foreseeableUse?: readonly string[]
  readonly environment?: string
  readonly essentialFunctions?: readonly string[]
  readonly securityProperties?: readonly string[]
  readonly hardware?: string
}

export interface Manufacturer {
  readonly name: string
  readonly address?: string
  readonly email?: string
  readonly website?: string
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly representative?: { readonly name: string; readonly address?: string; readonly email?: string }
}

export interface Conformity {
  /** Route id of the catalogue: `A`, `B+C`, `H`, `CERT`. */
  readonly procedure?: string
  readonly notifiedBody?: { readonly name: string; readonly number?: string; readonly certificate?: string }
  readonly standards?: readonly {
    readonly reference: string
    readonly title?: string
    readonly parts?: string
  }[]
  /** Who signs the EU declaration (Annex V(8)); the name stays empty until a person fills it. */
  readonly signatory?: { readonly name: string; readonly function?: string; readonly place?: string }
}
