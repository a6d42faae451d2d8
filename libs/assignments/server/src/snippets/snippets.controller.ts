import { listSnippets, putSnippet, removeSnippet, useSnippet } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Snippets } from './snippets.service.ts';

@Controller()
export class SnippetsController {
  constructor(private readonly snippets: Snippets) {}

  @Endpoint(listSnippets)
  list(@Me() me: Actor, @Input() { query }: InputOf<typeof listSnippets>) {
    return this.snippets.list(me, query);
  }

  @Endpoint(putSnippet)
  put(@Me() me: Actor, @Input() { params, body }: InputOf<typeof putSnippet>) {
    return this.snippets.put(me, params, body);
  }

  @Endpoint(removeSnippet)
  remove(@Me() me: Actor, @Input() { params }: InputOf<typeof removeSnippet>) {
    return this.snippets.remove(me, params);
  }

  @Endpoint(useSnippet)
  use(@Me() me: Actor, @Input() { params }: InputOf<typeof useSnippet>) {
    return this.snippets.use(me, params);
  }
}
