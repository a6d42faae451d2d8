import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type ImportHandler, importKindOf } from './import-handler.ts';

/** The kinds of import of this process. */
@Injectable()
export class ImportHandlers {
  #byKind: Map<string, ImportHandler> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  of(kind: string): ImportHandler {
    this.#byKind ??= this.#find();
    const handler = this.#byKind.get(kind);
    if (!handler) throw new Error(`No handler for imports of the kind ${kind}`);
    return handler;
  }

  #find(): Map<string, ImportHandler> {
    const found = new Map<string, ImportHandler>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const kind = metatype && instance ? importKindOf(metatype) : undefined;
      if (!kind) continue;
      const other = found.get(kind);
      if (other && other !== instance) throw new Error(`Two handlers for imports of the kind ${kind}`);
      found.set(kind, instance as ImportHandler);
    }
    return found;
  }
}
