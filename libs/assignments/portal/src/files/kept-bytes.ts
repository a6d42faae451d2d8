import { Service } from '@angular/core';

const DATABASE = 'ruang-bimtek-berkas';
const STORE = 'bytes';

/**
 * The bytes of files that are not whole on the server, by person and piece: on this device, over a reload and for days.
 * What the browser does not keep lies in memory as long as the page is open.
 */
@Service()
export class KeptBytes {
  readonly #held = new Map<string, Blob>();

  /** False when this device keeps nothing. */
  async write(personId: string, piece: string, bytes: Blob): Promise<boolean> {
    this.#held.set(keyOf(personId, piece), bytes);
    try {
      await this.#do('readwrite', (store) => store.put(bytes, keyOf(personId, piece)));
      return true;
    } catch {
      return false;
    }
  }

  async read(personId: string, piece: string): Promise<Blob | undefined> {
    const held = this.#held.get(keyOf(personId, piece));
    if (held) return held;
    try {
      const found: unknown = await this.#do('readonly', (store) => store.get(keyOf(personId, piece)));
      return found instanceof Blob ? found : undefined;
    } catch {
      return undefined;
    }
  }

  async drop(personId: string, piece: string): Promise<void> {
    this.#held.delete(keyOf(personId, piece));
    await this.#do('readwrite', (store) => store.delete(keyOf(personId, piece))).catch(() => undefined);
  }

  /** Lets go of bytes that nothing speaks of any more, as when a page was closed in the middle of clearing up. */
  async dropAllBut(isKnown: (key: string) => boolean): Promise<void> {
    try {
      const keys = await this.#do('readonly', (store) => store.getAllKeys());
      for (const key of keys) {
        if (typeof key !== 'string' || isKnown(key)) continue;
        await this.#do('readwrite', (store) => store.delete(key));
      }
    } catch {
      // A browser that keeps nothing has nothing to let go of.
    }
  }

  async #do<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await opened();
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = act(transaction.objectStore(STORE));
        // Only a transaction that is complete has put anything down.
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error ?? new Error('Not kept'));
        transaction.onerror = () => reject(transaction.error ?? new Error('Not kept'));
      });
    } finally {
      database.close();
    }
  }
}

const keyOf = (personId: string, piece: string) => `${personId}:${piece}`;

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('Not opened'));
    request.onblocked = () => reject(new Error('Blocked'));
  });
}
