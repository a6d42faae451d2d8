/**
 * Who marks what. Pieces that the same people may mark are equal, so they are counted and not looked at one by one.
 *
 * The first pass gives each waiting piece to whoever then has the fewest days of work. The second moves pieces along
 * cost-reducing paths until there is none: from somebody with more days of work, over pieces that others may also mark, to
 * somebody with fewer (Harvey, Ladner, Lovász, Tamir: Semi-matchings for bipartite graphs and load balancing, Journal of
 * Algorithms 59, 2006; with a cost of `k / perDay` for the k-th piece of a marker instead of `k`, and "nobody" as a marker
 * at whom every piece costs more than at anybody). Where no such path is left the flow has no negative cycle, so the longest
 * queue is as short as it can be, then the second longest, and so on.
 */

/** Somebody who can be given work. */
export interface MarkerLoad {
  id: string;
  /** Pieces that they mark in a day; queues are compared in days. */
  perDay: number;
  /** Pieces that are theirs already and stay so. */
  open: number;
  /** Never given more than this, with what is theirs already; null: no limit. */
  mostOpen: number | null;
}

export interface PieceToAllocate {
  id: string;
  /** What has waited longest is given away first. */
  since: string;
  /** Who may mark it. */
  eligible: readonly string[];
  /** Who has it now; null when nobody has. */
  markerId: string | null;
}

/** `waiting`: only what nobody has; `all`: everything, to the fairest that is possible. */
export type Reach = 'waiting' | 'all';

/** Who marks each piece, null for nobody. The order of what is given makes no difference. */
export function allocate(
  markers: readonly MarkerLoad[],
  pieces: readonly PieceToAllocate[],
  reach: Reach,
): Map<string, string | null> {
  const flow = new Flow(markers, pieces);
  flow.fill();
  if (reach === 'all') flow.balance();
  return flow.givenOut();
}

/** Days of work that somebody has with so many pieces. */
export function daysOf({ perDay }: Pick<MarkerLoad, 'perDay'>, pieces: number): number {
  return pieces / perDay;
}

const NOBODY = -1;

/** Pieces that the same people may mark, and how many of them each has. */
interface Kind {
  eligible: number[];
  pieces: PieceToAllocate[];
  /** By place of the marker, and at `NOBODY`. */
  held: Map<number, number>;
}

class Flow {
  readonly #markers: MarkerLoad[];
  readonly #loads: number[];
  readonly #kinds: Kind[];
  /** By marker, the kinds that they may mark. */
  readonly #kindsOf: number[][];

  constructor(markers: readonly MarkerLoad[], pieces: readonly PieceToAllocate[]) {
    this.#markers = [...markers].sort((one, other) => order(one.id, other.id));
    this.#loads = this.#markers.map(({ open }) => open);
    const placeOf = new Map(this.#markers.map(({ id }, place) => [id, place]));
    const kinds = new Map<string, Kind>();
    const sorted = [...pieces].sort((a, b) => order(a.since, b.since) || order(a.id, b.id));
    for (const piece of sorted) {
      const eligible = [...new Set(piece.eligible.flatMap((id) => placeOf.get(id) ?? []))].sort(
        (a, b) => a - b,
      );
      const key = eligible.join();
      const kind: Kind = kinds.get(key) ?? { eligible, pieces: [], held: new Map() };
      kinds.set(key, kind);
      kind.pieces.push(piece);
    }
    this.#kinds = [...kinds].sort(([one], [other]) => order(one, other)).map(([, kind]) => kind);
    this.#kindsOf = this.#markers.map(() => []);
    this.#kinds.forEach((kind, number) => {
      for (const place of kind.eligible) this.#kindsOf[place]?.push(number);
    });
    for (const kind of this.#kinds) {
      const eligible = new Set(kind.eligible);
      for (const { markerId } of kind.pieces) {
        const place = markerId === null ? undefined : placeOf.get(markerId);
        const holder = place !== undefined && eligible.has(place) ? place : NOBODY;
        kind.held.set(holder, (kind.held.get(holder) ?? 0) + 1);
        if (holder !== NOBODY) this.#loads[holder] = this.#load(holder) + 1;
      }
    }
  }

  /** Gives what nobody has to whoever will have the fewest days of work with it. */
  fill(): void {
    for (const kind of this.#kinds) {
      for (let waiting = kind.held.get(NOBODY) ?? 0; waiting > 0; waiting--) {
        const best = this.#freest(kind.eligible);
        if (best === null) break;
        this.#move(kind, NOBODY, best);
      }
    }
  }

  /** Moves pieces along cost-reducing paths until none is left. */
  balance(): void {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      const sources = [NOBODY, ...this.#markers.keys()].sort(
        (one, other) => this.#compareLast(other, one) || one - other,
      );
      for (const source of sources) while (this.#improve(source)) isMoving = true;
    }
  }

  /** Within a kind everybody gets of the old and of the new; whoever had a piece keeps it as far as they keep any. */
  givenOut(): Map<string, string | null> {
    const given = new Map<string, string | null>();
    for (const { pieces, held } of this.#kinds) {
      const left = new Map(held);
      const others: PieceToAllocate[] = [];
      const placeOf = new Map([...held.keys()].map((place) => [this.#markers[place]?.id ?? null, place]));
      for (const piece of pieces) {
        const place = piece.markerId === null ? undefined : placeOf.get(piece.markerId);
        if (place === undefined || place === NOBODY || (left.get(place) ?? 0) === 0) others.push(piece);
        else {
          left.set(place, (left.get(place) ?? 0) - 1);
          given.set(piece.id, piece.markerId);
        }
      }
      const shares = [...left].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
      const total = new Map(shares);
      for (const piece of others) {
        // Whoever is furthest behind the own share; nobody's come last, so that what waits longest finds somebody.
        const next = shares
          .filter(([place, count]) => count > 0 && place !== NOBODY)
          .sort(([a, x], [b, y]) => y / (total.get(b) ?? 1) - x / (total.get(a) ?? 1) || a - b)[0];
        const share = next ?? shares.find(([place]) => place === NOBODY);
        if (!share) break;
        share[1]--;
        given.set(piece.id, this.#markers[share[0]]?.id ?? null);
      }
    }
    return given;
  }

  /** Finds whoever can be reached from `source` and gains most, and moves as many pieces there as that helps. */
  #improve(source: number): boolean {
    const from = new Map<number, { holder: number; kind: Kind }>();
    const queue = [source];
    let best: number | null = null;
    for (let head = 0; head < queue.length; head++) {
      const holder = queue[head] as number;
      for (const kind of this.#kindsHeldBy(holder)) {
        for (const place of kind.eligible) {
          if (place === source || from.has(place)) continue;
          from.set(place, { holder, kind });
          queue.push(place);
          if (this.#hasRoom(place) && (best === null || this.#compareNext(place, best) < 0)) best = place;
        }
      }
    }
    if (best === null || !this.#helps(source, best)) return false;
    const steps: { kind: Kind; holder: number; to: number }[] = [];
    for (let to = best; to !== source;) {
      const { holder, kind } = from.get(to) as { holder: number; kind: Kind };
      steps.push({ kind, holder, to });
      to = holder;
    }
    do for (const { kind, holder, to } of steps) this.#move(kind, holder, to);
    while (
      this.#hasRoom(best) &&
      this.#helps(source, best) &&
      steps.every(({ kind, holder }) => (kind.held.get(holder) ?? 0) > 0)
    );
    return true;
  }

  #kindsHeldBy(place: number): Kind[] {
    const kinds =
      place === NOBODY
        ? this.#kinds
        : (this.#kindsOf[place] ?? []).map((number) => this.#kinds[number] as Kind);
    return kinds.filter(({ held }) => (held.get(place) ?? 0) > 0);
  }

  #freest(places: readonly number[]): number | null {
    let best: number | null = null;
    for (const place of places) {
      if (this.#hasRoom(place) && (best === null || this.#compareNext(place, best) < 0)) best = place;
    }
    return best;
  }

  #move(kind: Kind, from: number, to: number): void {
    kind.held.set(from, (kind.held.get(from) ?? 0) - 1);
    kind.held.set(to, (kind.held.get(to) ?? 0) + 1);
    if (from !== NOBODY) this.#loads[from] = this.#load(from) - 1;
    this.#loads[to] = this.#load(to) + 1;
  }

  #hasRoom(place: number): boolean {
    const { mostOpen } = this.#marker(place);
    return mostOpen === null || this.#load(place) < mostOpen;
  }

  /** Whether `to` would still have fewer days of work than `from` has, with one piece more; compared without rounding. */
  #helps(from: number, to: number): boolean {
    if (from === NOBODY) return true;
    return (this.#load(to) + 1) * this.#marker(from).perDay < this.#load(from) * this.#marker(to).perDay;
  }

  #compareNext(one: number, other: number): number {
    return (
      (this.#load(one) + 1) * this.#marker(other).perDay - (this.#load(other) + 1) * this.#marker(one).perDay
    );
  }

  #compareLast(one: number, other: number): number {
    if (one === NOBODY || other === NOBODY) return Number(one === NOBODY) - Number(other === NOBODY);
    return this.#load(one) * this.#marker(other).perDay - this.#load(other) * this.#marker(one).perDay;
  }

  #marker(place: number): MarkerLoad {
    return this.#markers[place] as MarkerLoad;
  }

  #load(place: number): number {
    return this.#loads[place] ?? 0;
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
