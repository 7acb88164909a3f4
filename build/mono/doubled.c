// For recording only: Mono's profiler closes its file twice as the program ends, which the C library answers with an abort.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int fclose(FILE *file) {
  static FILE *last;
  int (*close)(FILE *) = (int (*)(FILE *))dlsym(RTLD_NEXT, "fclose");
  if (file == last) return 0;
  last = file;
  return close(file);
}
