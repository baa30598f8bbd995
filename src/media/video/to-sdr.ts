/** Filters that bring PQ and HLG to the range of ordinary screens; scale first, for at 4K this takes a second a frame. */
export const TO_SDR = 'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p';
