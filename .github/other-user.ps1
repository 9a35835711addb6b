# Makes a user without any rights of an administrator, and starts the program of the TCK as that user: on machines that exist
# to run tests. Waits until the program listens on the port.
param(
    [Parameter(Mandatory)] [int] $Port,
    [Parameter(Mandatory)] [string] $Modules,
    [Parameter(Mandatory)] [string] $Jdk
)
$ErrorActionPreference = 'Stop'

# Where every user can read it: the workspace and the tool cache may be closed to others.
New-Item -ItemType Directory -Force $Modules | Out-Null
Copy-Item wpipe-cli\target\modules\*.jar $Modules
Copy-Item -Recurse -Force $Jdk C:\Users\Public\wpipe-jdk

$name = 'wpipe-other'
# Never shown, never used again; the four kinds of characters that Windows asks for are in it.
$password = ConvertTo-SecureString ('aA1!' + [guid]::NewGuid()) -AsPlainText -Force
New-LocalUser -Name $name -Password $password -PasswordNeverExpires | Out-Null
Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $name # Users, whatever they are called here

$arguments = @('--module-path', $Modules, '-m', 'wpipe.tck/wpipe.tck.OtherUser', "$Port")
$java = 'C:\Users\Public\wpipe-jdk\bin\java.exe'
if ((& $java -version 2>&1 | Out-String) -match 'version "(\d+)' -and [int] $Matches[1] -ge 22) {
    $arguments = @('--enable-native-access=wpipe.ffm,com.sun.jna') + $arguments
}
$credential = New-Object System.Management.Automation.PSCredential ($name, $password)
$process = Start-Process -PassThru -Credential $credential -LoadUserProfile -WorkingDirectory C:\Users\Public `
    -FilePath $java -ArgumentList $arguments

for ($tries = 0; $tries -lt 120; $tries++) {
    if ($process.HasExited) {
        throw "the program of the second user ended with $($process.ExitCode)"
    }
    try {
        (New-Object System.Net.Sockets.TcpClient('127.0.0.1', $Port)).Close()
        Write-Output "the second user's program listens on port $Port"
        exit 0
    } catch [System.Net.Sockets.SocketException] {
        [System.Threading.Thread]::Sleep(500)
    }
}
throw "the program of the second user does not listen on port $Port"
