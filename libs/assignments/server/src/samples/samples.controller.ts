import {
  getMarkerCalibration,
  getMySample,
  listMySamples,
  listSamples,
  listSampleSources,
  putSample,
  removeSample,
  saveSampleMark,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Samples } from './samples.service.ts';

@Controller()
export class SamplesController {
  constructor(private readonly samples: Samples) {}

  @Endpoint(listSamples)
  list(@Me() me: Actor, @Input() { params }: InputOf<typeof listSamples>) {
    return this.samples.list(me, params);
  }

  @Endpoint(listSampleSources)
  sources(@Me() me: Actor, @Input() { params, query }: InputOf<typeof listSampleSources>) {
    return this.samples.sources(me, params, query);
  }

  @Endpoint(putSample)
  put(@Me() me: Actor, @Input() { params, body }: InputOf<typeof putSample>) {
    return this.samples.put(me, params, body);
  }

  @Endpoint(removeSample)
  remove(@Me() me: Actor, @Input() { params }: InputOf<typeof removeSample>) {
    return this.samples.remove(me, params);
  }

  @Endpoint(listMySamples)
  mine(@Me() me: Actor) {
    return this.samples.mine(me);
  }

  @Endpoint(getMySample)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getMySample>) {
    return this.samples.get(me, params.sampleId);
  }

  @Endpoint(saveSampleMark)
  save(@Me() me: Actor, @Input() { params, body }: InputOf<typeof saveSampleMark>) {
    return this.samples.save(me, params.sampleId, body);
  }

  @Endpoint(getMarkerCalibration)
  of(@Input() { params }: InputOf<typeof getMarkerCalibration>) {
    return this.samples.of(params);
  }
}
