/* Prints how many handles a process has open, whose id is the argument: under Wine 8 GetProcessHandleCount says 0, and only
   the list of all handles there are is exact. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

#define SystemExtendedHandleInformation 64
#define STATUS_INFO_LENGTH_MISMATCH ((LONG) 0xC0000004)

/* SYSTEM_HANDLE_INFORMATION_EX and its entries, which mingw's headers do not have. */
struct entry {
  void *object;
  ULONG_PTR process;
  ULONG_PTR handle;
  ULONG access;
  USHORT trace;
  USHORT type;
  ULONG attributes;
  ULONG reserved;
};

struct handles {
  ULONG_PTR count;
  ULONG_PTR reserved;
  struct entry entries[];
};

typedef LONG(WINAPI *query_function)(int, void *, ULONG, ULONG *);

int main(int argc, char **argv)
{
  query_function query =
    (query_function) (void *) GetProcAddress(GetModuleHandleA("ntdll"), "NtQuerySystemInformation");
  struct handles *handles = NULL;
  ULONG size = 1 << 16;
  ULONG_PTR process, i;
  unsigned long count = 0;
  LONG status;

  if (argc != 2)
    return 2;
  process = strtoul(argv[1], NULL, 10);
  do {
    size *= 2;
    free(handles);
    handles = malloc(size);
    if (handles == NULL)
      return 1;
    status = query(SystemExtendedHandleInformation, handles, size, NULL);
  } while (status == STATUS_INFO_LENGTH_MISMATCH);
  if (status != 0) {
    fprintf(stderr, "NtQuerySystemInformation: status %08lx\n", (unsigned long) status);
    return 1;
  }
  for (i = 0; i < handles->count; i++)
    count += handles->entries[i].process == process;
  printf("%lu\n", count);
  free(handles);
  return 0;
}
