/** Numbers that come one by one and are too many for a list of JavaScript values. */

export class Ints {
  length = 0
  #values: Int32Array

  constructor(room = 1024) {
    this.#values = new Int32Array(room)
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  /** 0 beyond the end. */
  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }
}
