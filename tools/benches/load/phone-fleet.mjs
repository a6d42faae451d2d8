/** Phones in processes of their own, so that what they cost is never counted as the server's. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./phones.mjs', import.meta.url));

export function startFleet(processes = 2) {
  const children = Array.from({ length: processes }, () => new Child());
  return {
    processes,
    /** Gives every process its part of `given.people` (or `given.count`), and gathers the answers. */
    async all(task, given = {}) {
      return Promise.all(
        children.map((child, index) => {
          const part = { ...given };
          if (given.people)
            part.people = given.people.filter((_, place) => given.partOf(place) % processes === index);
          if (given.count) part.count = Math.floor(given.count / processes);
          delete part.partOf;
          return child.ask(task, part);
        }),
      );
    },
    stop: () => children.forEach((child) => child.stop()),
  };
}

class Child {
  #process = fork(program, { serialization: 'advanced' });
  #waiting = new Map();
  #next = 0;

  constructor() {
    this.#process.on('message', ({ id, result, error }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting.reject(new Error(error));
      else waiting.resolve(result);
    });
    this.#process.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The load generator ended'));
    });
  }

  ask(task, given) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, task, given });
    });
  }

  stop() {
    this.#process.kill('SIGKILL');
  }
}
