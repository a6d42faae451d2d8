import {
  type Actor,
  applyImport,
  downloadImportProblems,
  getImport,
  type InputOf,
  listImportProblems,
  listImports,
  recheckImport,
} from '@bimtek/platform-contracts';
import { Controller } from '@nestjs/common';
import { Endpoint, Input, Me } from '../http/endpoint.ts';
import { Imports } from './imports.service.ts';

@Controller()
export class ImportsController {
  constructor(private readonly imports: Imports) {}

  @Endpoint(listImports)
  listImports(@Me() me: Actor, @Input() { query }: InputOf<typeof listImports>) {
    return this.imports.list(me, query);
  }

  @Endpoint(getImport)
  getImport(@Me() me: Actor, @Input() { params }: InputOf<typeof getImport>) {
    return this.imports.get(me, params);
  }

  @Endpoint(listImportProblems)
  listImportProblems(@Me() me: Actor, @Input() { params, query }: InputOf<typeof listImportProblems>) {
    return this.imports.problems(me, params, query);
  }

  @Endpoint(downloadImportProblems)
  downloadImportProblems(@Me() me: Actor, @Input() { params }: InputOf<typeof downloadImportProblems>) {
    return this.imports.download(me, params);
  }

  @Endpoint(applyImport)
  applyImport(@Me() me: Actor, @Input() { params }: InputOf<typeof applyImport>) {
    return this.imports.apply(me, params);
  }

  @Endpoint(recheckImport)
  recheckImport(@Me() me: Actor, @Input() { params }: InputOf<typeof recheckImport>) {
    return this.imports.recheck(me, params);
  }
}
