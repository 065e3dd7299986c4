#!/usr/bin/env bash
# One computer's part of training on several: run it on each, by hand or with train.sbatch.
#
#   NODES=2 NODE=0 HEAD=10.0.0.1 bash train_node.sh CONFIG RUN      on the first computer, whose address HEAD is
#   NODES=2 NODE=1 HEAD=10.0.0.1 bash train_node.sh CONFIG RUN      on the second
#
# CONFIG and the folder RUN are the same on all of them, by the same path on a shared disk. Started again, with
# the same words, it goes on from the last checkpoint; a computer that is lost may be started again by itself
# while the others wait.
#
# PROCESSES   on each computer: as many as it has GPUs; 1 by default
# PORT        of the first computer; 29500 by default
# ADDRESS     of this computer, where it has several: the others reach it there
# INTERFACE   the network interface of that address, such as eth0
# RESTARTS    how often it goes on by itself after one of them was lost; 3 by default
# PYTHON      with ScolioApp and its extra "training"; "python" by default
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "Usage: NODES=N NODE=i HEAD=ADDRESS train_node.sh CONFIG RUN" >&2
    exit 2
fi
for name in NODES NODE HEAD; do
    if [ -z "${!name:-}" ]; then
        echo "$name is not set; see the first lines of this file." >&2
        exit 2
    fi
done
config=$1 run=$2
if [ -n "${INTERFACE:-}" ]; then
    export GLOO_SOCKET_IFNAME=$INTERFACE NCCL_SOCKET_IFNAME=$INTERFACE
fi
# One thread for each process, unless somebody says otherwise: the configuration has the last word.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
mine=()
[ -z "${ADDRESS:-}" ] || mine=(--local-addr "$ADDRESS")

# Whoever loses one of the others starts again, and waits for all to be there: the first computer, too.
for try in $(seq 0 "${RESTARTS:-3}"); do
    if [ "$try" != 0 ]; then
        echo "Training ended early; it goes on from the last checkpoint (${try}. time)." >&2
        sleep "${PAUSE:-5}"
    fi
    code=0
    "${PYTHON:-python}" -m torch.distributed.run \
        --nnodes "$NODES" --node-rank "$NODE" --nproc-per-node "${PROCESSES:-1}" \
        --master-addr "$HEAD" --master-port "${PORT:-29500}" "${mine[@]}" \
        -m -- scolioapp train "$config" --run "$run" --go-on || code=$?
    [ "$code" != 0 ] || exit 0
done
exit "$code"
