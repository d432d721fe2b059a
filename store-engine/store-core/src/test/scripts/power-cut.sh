#!/bin/sh
# Gives PowerCutTest a disk whose power can be cut. Linux; root; losetup, mkfs.ext4, perl.
#
#   power-cut.sh begin|cut-file-system|cut-disk|mend|end DIRECTORY
#
# DIRECTORY/disk is an ext4 on a disk that is a file on another ext4, which stands for the disk's volatile cache, and which
# is a file of the machine:
#
#   DIRECTORY/disk  on  DIRECTORY/cache/disk.img  on  DIRECTORY/cache  on  DIRECTORY/cache.img
#
# cut-file-system: nothing that the file system has in memory reaches the disk any more, be it data or its journal.
# cut-disk: nothing reaches the disk any more, and what the disk was not told to keep (by a flush, that is an fsync of
# disk.img) goes as well, in whatever order the kernel had written it or not.
# Both are the kernel's own "shutdown" of a file system, as its tests use it: the ioctl EXT4_IOC_SHUTDOWN without a flush of
# the journal. mend replays the journals, as a start of the machine does, and puts a copy of
# DIRECTORY/disk/data into DIRECTORY/copy.
set -eu

command=$1
cd "$2"

shut_down() {
    perl -e 'my $no_flush = pack("L", 2); open(my $top, "<", $ARGV[0]) or die $!;
             ioctl($top, 0x8004587D, $no_flush) or die $!' "$1"
}

case $command in
    begin)
        mkdir cache disk
        truncate -s 512M cache.img
        mkfs.ext4 -q cache.img
        mount -o loop cache.img cache
        # Written, not just reserved: so writing to the disk changes nothing of the file but its bytes.
        dd if=/dev/zero of=cache/disk.img bs=1M count=384 conv=fsync status=none
        mkfs.ext4 -q -E nodiscard cache/disk.img
        sync cache/disk.img
        mount -o loop cache/disk.img disk
        ;;
    cut-file-system) shut_down disk ;;
    cut-disk) shut_down cache ;;
    mend)
        umount disk
        umount cache
        mount -o loop cache.img cache
        mount -o loop cache/disk.img disk
        rm -rf copy
        mkdir copy
        [ ! -e disk/data ] || cp disk/data/* copy/
        ;;
    end)
        mountpoint -q disk && umount disk
        mountpoint -q cache && umount cache
        rm -rf cache.img cache disk
        ;;
    *)
        echo "power-cut.sh: unknown command $command" >&2
        exit 2
        ;;
esac
