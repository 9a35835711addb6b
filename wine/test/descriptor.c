/* Prints owner and access list of a pipe as a client of it sees them, by Windows' own calls: descriptor NAME */
#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>

int main(int argc, char **argv)
{
  char path[300];
  const SECURITY_INFORMATION wanted = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  PSECURITY_DESCRIPTOR descriptor = NULL;
  char *text = NULL;
  HANDLE pipe;
  DWORD code;

  if (argc != 2)
    return 2;
  snprintf(path, sizeof path, "\\\\.\\pipe\\%s", argv[1]);
  pipe = CreateFileA(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (pipe == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "CreateFile: error %lu\n", (unsigned long) GetLastError());
    return 1;
  }
  code = GetSecurityInfo(pipe, SE_KERNEL_OBJECT, wanted, NULL, NULL, NULL, NULL, &descriptor);
  if (code != ERROR_SUCCESS
      || !ConvertSecurityDescriptorToStringSecurityDescriptorA(descriptor, SDDL_REVISION_1, wanted, &text, NULL)) {
    fprintf(stderr, "no descriptor: error %lu, %lu\n", (unsigned long) code, (unsigned long) GetLastError());
    return 1;
  }
  puts(text);
  LocalFree(text);
  LocalFree(descriptor);
  CloseHandle(pipe);
  return 0;
}
